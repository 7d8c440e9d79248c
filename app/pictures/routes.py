"""``/image.svg`` and ``/image.png``: a view as a picture, in four sizes."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Request, Response

from app.pages.rendering import reference_of
from app.pictures.colours import Theme, read_colours
from app.pictures.composing import Composer
from app.pictures.drawing import draw
from app.pictures.paint import Size
from app.pictures.raster import rasterise
from app.pictures.world import World
from app.problems import invalid
from app.releases import shelf_of
from app.view import View, read_view

SIZES = {
    "share": Size(1200, 630),
    "wide": Size(1600, 900),
    "square": Size(1080, 1080),
    "small": Size(600, 400),
}
FONTS = ("vendor/noto-sans/regular.ttf", "vendor/noto-sans/semibold.ttf")

router = APIRouter(include_in_schema=False)


@router.api_route("/image.svg", methods=["GET", "HEAD"])
def image_svg(request: Request) -> Response:
    """Answer with the view as text that can be edited."""
    return Response(_svg(request), media_type="image/svg+xml")


@router.api_route("/image.png", methods=["GET", "HEAD"])
def image_png(request: Request) -> Response:
    """Answer with the view as pixels, for articles and share cards."""
    build = request.app.state.settings.build
    fonts = tuple(str(build / "static" / name) for name in FONTS)
    return Response(rasterise(_svg(request), fonts), media_type="image/png")


def _svg(request: Request) -> str:
    view, size = _asked(request)
    shelf = shelf_of(request, view.release)
    composer = Composer(shelf, reference_of(shelf))
    theme: Theme = "dark" if view.theme == "dark" else "light"
    assets = request.app.state.assets
    colours = read_colours(assets.files["css/tokens.css"].plain.decode(), theme)
    world = _world(shelf.path, shelf.digest)
    return draw(composer.compose(view), world, size, colours)


def _asked(request: Request) -> tuple[View, Size]:
    """Read the view, and ``size`` beside it; raises ``Refusal``."""
    pairs = [(n, v) for n, v in request.query_params.multi_items() if n != "size"]
    name = request.query_params.get("size", "share")
    if name not in SIZES:
        raise invalid("size", name, f"one of {', '.join(SIZES)}", "square")
    return read_view(urlencode(pairs)), SIZES[name]


@lru_cache(maxsize=2)
def _world(build: Path, digest: str) -> World:  # noqa: ARG001 - part of the key
    return World.decode(orjson.loads((build / "map" / "world-small.json").read_bytes()))
