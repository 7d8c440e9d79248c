"""About the service itself: is it well, what did it do, what its problems mean."""

from fastapi import APIRouter, Request, Response

from app.api.links import HTML, JSON, OPENAPI, header, link
from app.api.routes import answer_json
from app.pages.documents import problem as problem_page
from app.problems import PROBLEMS, Refusal
from app.settings import base_url

router = APIRouter()
_FRESH = {"Cache-Control": "no-store"}


@router.get("/healthz")
async def healthz() -> Response:
    """Answer that the process lives."""
    return Response("ok\n", 200, _FRESH, "text/plain; charset=utf-8")


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """Answer which release is served, once there is one."""
    shelf = request.app.state.shelf
    body = f"ready {shelf.release} {shelf.digest}\n"
    return Response(body, 200, _FRESH, "text/plain; charset=utf-8")


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Answer with counters in Prometheus' text format."""
    state = request.app.state
    cached = sum(cache.bytes for cache in state.caches)
    text = state.metrics.text(state.shelf.release, cached)
    media_type = "text/plain; version=0.0.4; charset=utf-8"
    return Response(text, 200, _FRESH, media_type)


@router.get("/.well-known/api-catalog")
async def api_catalog(request: Request) -> Response:
    """Answer with the catalog of our one API (RFC 9727)."""
    base = base_url(request)
    api = f"{base}/api"
    about = {
        "anchor": api,
        "service-desc": [{"href": f"{api}/openapi.json", "type": OPENAPI}],
        "service-doc": [{"href": f"{api}/docs", "type": HTML}],
        "status": [{"href": f"{base}/readyz", "type": "text/plain"}],
    }
    items = {"anchor": f"{base}/.well-known/api-catalog", "item": [{"href": api}]}
    media_type = (
        'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
    )
    links = (link(f"{base}/.well-known/api-catalog", "api-catalog", media_type),)
    return answer_json({"linkset": [items, about]}, media_type, links)


@router.get("/problems")
async def problems(request: Request) -> Response:
    """Answer with every type of problem."""
    base = base_url(request)
    found = [
        {"type": f"{base}/problems/{slug}", "status": kind.status, "title": kind.title}
        for slug, kind in PROBLEMS.items()
    ]
    return answer_json({"problems": found}, JSON, (link(f"{base}/api", "up", JSON),))


@router.get("/problems/{slug}")
async def problem(request: Request, slug: str) -> Response:
    """Answer with the page that explains one type of problem."""
    if slug not in PROBLEMS:
        known = list(PROBLEMS)
        detail = f"there is no problem {slug!r}, only {', '.join(known)}"
        raise Refusal("not-found", detail, value=slug, allowed=known)
    page = problem_page(request, slug)
    page.headers["Link"] = header((link("/problems", "up", JSON),))
    return page
