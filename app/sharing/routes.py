"""``/oembed``, ``/share`` and ``/fit.js``: what editors and their programs ask for."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app.pages.overview import Overview
from app.pages.rendering import read, reference, render
from app.pages.sentence import sentence
from app.pictures.routes import SIZES
from app.problems import Refusal, invalid
from app.query import read_integer
from app.releases import listed
from app.settings import base_url
from app.sharing import oembed
from app.sharing.options import TITLE_LENGTH, read_options, write_options
from app.sharing.snippets import DEFAULT_HEIGHT, SMALLEST_HEIGHT, Frame, embed_address
from app.view import View, write_view

router = APIRouter(include_in_schema=False)
_GET = ["GET", "HEAD"]
_TALLEST = 2000


@router.api_route("/oembed", methods=_GET)
def oembed_answer(request: Request) -> Response:
    """Answer a consumer with the frame for an address; oEmbed asks for 501 and 404."""
    asked = dict(parse_qsl(request.url.query, keep_blank_values=True))
    form = asked.get("format", "json")
    if form not in ("json", "xml"):
        detail = f"format: expected json or xml; got {form!r}"
        raise Refusal("not-implemented", detail, parameter="format", value=form)
    if "url" not in asked:
        raise invalid("url", "", "the address of a view", f"{base_url(request)}/")
    base = base_url(request)
    view, options = oembed.read_address(asked["url"], base)
    words = reference(request).words[view.lang]
    name = words.say("atlas.title")
    answer = oembed.document(
        base,
        view,
        options,
        options.title or name,
        provider=name,
        maxwidth=oembed.read_limit("maxwidth", asked.get("maxwidth")),
        maxheight=oembed.read_limit("maxheight", asked.get("maxheight")),
    )
    if form == "xml":
        return Response(oembed.as_xml(answer), media_type="text/xml; charset=utf-8")
    return Response(oembed.as_json(answer), media_type="application/json")


@router.api_route("/fit.js", methods=_GET)
def fit(request: Request) -> Response:
    """Answer the script of fitted embeds, at an address that outlives every build."""
    script = request.app.state.assets.files["js/fit.js"].plain
    return Response(script, media_type="text/javascript; charset=utf-8")


@router.api_route("/share", methods=_GET)
def share(request: Request) -> HTMLResponse:
    """Answer the page on which an editor builds the embed of a view."""
    reading = read(request)
    view = replace(reading.view, form="map")
    options = read_options(dict(request.query_params))
    height = _height(request.query_params.get("height", str(DEFAULT_HEIGHT)))
    overview = Overview(reading.shelf, reading.reference, view, reading.words)
    said = sentence(overview.summary(), reading.words)
    base = base_url(request)
    title = options.title or reading.words.say("atlas.title")
    page = render(
        reading,
        "share.html",
        title=reading.words.say("share.title"),
        description=reading.words.say("share.description"),
        canonical=None,
        sentence=said,
        options=options,
        title_length=TITLE_LENGTH,
        height=height,
        kept=_kept(view),
        releases=_standing(request),
        frame=Frame(embed_address(base, view, options), title, height=height),
        loader=f"{base}/fit.js",
        embed_path=embed_address("", view, options),
        view_address=_address("/", view),
        page_address=_address(f"{base}/", view, write_options(options)),
        picture=_picture(view),
        sizes=SIZES,
        data_address=reading.data_address,
    )
    policy = page.headers["Content-Security-Policy"]
    page.headers["Content-Security-Policy"] = f"{policy}; frame-src 'self'"
    return page


def _standing(request: Request) -> list[str]:
    """Return the names of the releases that are not withdrawn, the newest first."""
    releases = listed(request.app.state.settings)
    return [release.name for release in releases if release.withdrawn is None]


def _height(text: str) -> int:
    height = read_integer("height", text, SMALLEST_HEIGHT, DEFAULT_HEIGHT)
    if height > _TALLEST:
        expected = f"pixels from {SMALLEST_HEIGHT} to {_TALLEST}"
        raise invalid("height", text, expected, str(DEFAULT_HEIGHT))
    return height


def _kept(view: View) -> dict[str, str]:
    """Return the parameters of the view that the form has no field for."""
    bare = replace(view, theme="", lang="en", release="")
    return dict(parse_qsl(write_view(bare)))


def _address(path: str, view: View, more: dict[str, str] | None = None) -> str:
    said = "&".join(part for part in (write_view(view), urlencode(more or {})) if part)
    return f"{path}?{said}" if said else path


def _picture(view: View) -> Any:
    def address(form: str, size: str) -> str:
        return _address(f"/image.{form}", view, {"size": size})

    return address
