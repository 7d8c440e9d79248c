"""The addresses of pages; each answers complete HTML."""

from fastapi import APIRouter, Request
from fastapi.responses import (
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from app.pages import documents
from app.pages.mapped import embed_page, map_page
from app.pages.rendering import read
from app.releases import frozen_embed
from app.settings import base_url

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_GET = ["GET", "HEAD"]


@router.api_route("/", methods=_GET)
def home(request: Request) -> HTMLResponse:
    """Answer the map or its table: one view of everything."""
    return map_page(read(request))


@router.api_route("/embed", methods=_GET)
def embed(request: Request) -> Response:
    """Answer one view for an article's frame, live or as a release froze it."""
    reading = read(request, opens_release=False)
    if reading.view.release:
        return frozen_embed(request, reading.view)
    return embed_page(reading)


@router.api_route("/country/{iso3}", methods=_GET)
def country(request: Request, iso3: str) -> HTMLResponse:
    """Answer what is known of a country, and what was searched."""
    return documents.country(read(request), iso3)


@router.api_route("/supplier/{supplier}", methods=_GET)
def supplier(request: Request, supplier: str) -> HTMLResponse:
    """Answer where a supplier is named, with what, since when."""
    return documents.supplier(read(request), supplier)


@router.api_route("/record/{record}", methods=_GET)
def record(request: Request, record: str) -> HTMLResponse:
    """Answer one record, at its permanent address."""
    return documents.record(read(request), record)


@router.api_route("/followed", methods=_GET)
def followed(request: Request, sort: str = "first") -> HTMLResponse:
    """Answer what followed: deployments and policies of each country on one axis."""
    return documents.followed(read(request), sort)


@router.api_route("/about", methods=_GET)
def about(request: Request) -> HTMLResponse:
    """Answer with method, evidence, borders, limits and corrections."""
    return documents.about(read(request))


@router.api_route("/data", methods=_GET)
def data(request: Request) -> HTMLResponse:
    """Answer where the data are, and on what terms."""
    return documents.data(read(request))


@router.api_route("/robots.txt", methods=_GET)
def robots(request: Request) -> PlainTextResponse:
    """Let everything be read; the map's data need not be indexed."""
    lines = ("User-agent: *", "Disallow: /map/", "Disallow: /static/", "Allow: /")
    return PlainTextResponse("\n".join(lines) + f"\n# {base_url(request)}\n")


@router.api_route("/favicon.ico", methods=_GET)
def favicon(request: Request) -> RedirectResponse:
    """Send browsers that ask here by habit to the icon that pages link."""
    return RedirectResponse(request.app.state.assets.url("icon.svg"), 302)
