"""Freeze the atlas of this moment as a release: records, papers, map, embeds.

The embed is kept as finished pages, one a language and theme. Filters, dates and camera
are in its address, and its script reads them there: so a few pages are every view.
"""

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import brotli
from starlette.requests import Request

from app.api.mapdata import pack_map
from app.assets import build_assets
from app.inward import BASE, scope
from app.main import create_app
from app.pages.mapped import embed_page
from app.pages.rendering import Reading, reference
from app.releases import shell
from app.settings import Settings
from app.view import LANGUAGES, View
from geodata.boundaries import BaseMap
from geodata.collection import Collection
from geodata.corrections import Correction
from layers.building import replacing, write_build
from layers.changes import Published
from layers.datapackage import About
from layers.history import write_corrections
from layers.releasing import (
    Papers,
    ReleaseError,
    names,
    order,
    seal,
    withdrawn,
    write_release,
)
from layers.shelf import Shelf

THEMES: tuple[Literal["", "light", "dark"], ...] = ("", "light", "dark")
_PACKED = {".csv", ".geojson", ".html", ".json", ".jsonld", ".md"}
_QUALITY = 9
_WORTH_PACKING = 2_000


@dataclass(frozen=True, slots=True)
class Material:
    """What a release is made of."""

    collection: Collection
    corrections: tuple[Correction, ...]
    base_map: BaseMap
    papers: Papers


def freeze(about: About, into: Path, material: Material) -> Path:
    """Write the release ``about`` names into a new folder below ``into``."""
    before = None if about.previous is None else Published.open(into / about.previous)
    with replacing(into / about.name) as fresh:
        collection, base_map = material.collection, material.base_map
        write_build(collection, base_map, fresh, release=about.name, as_of=about.date)
        write_corrections(material.corrections, fresh)
        pack_map(fresh)
        build_assets(fresh)
        write_release(Shelf.open(fresh), fresh, about, before, material.papers)
        _freeze_embeds(fresh, about.name)
        _pack(fresh)
        seal(fresh)
    return into / about.name


def predecessor(name: str, into: Path) -> str | None:
    """Return the release that a new one follows, ``None`` if it is the first.

    Raises ``ReleaseError`` for a name that is none, is taken, or comes too late.
    """
    wanted, known = order(name), names(into)
    if name in withdrawn(into):
        msg = f"{name}: was withdrawn, and its name stays taken; take a new one"
        raise ReleaseError(msg)
    if (into / name).exists():
        msg = f"{into / name}: exists, and a release never changes; take a new name"
        raise ReleaseError(msg)
    if known and order(known[-1]) > wanted:
        msg = f"{name}: comes before {known[-1]}, which exists; take a later name"
        raise ReleaseError(msg)
    return known[-1] if known else None


def read_papers(root: Path) -> Papers:
    """Return the texts of the checkout that a release carries."""
    texts = []
    for name in ("CITATION.cff", "LICENSE-DATA"):
        path = root / name
        if not path.is_file():
            msg = f"{path}: not found; a release is made in the checkout of the project"
            raise ReleaseError(msg)
        texts.append(path.read_text(encoding="utf-8"))
    return Papers(*texts)


def _freeze_embeds(target: Path, name: str) -> None:
    app = create_app(Settings(build=target, public_url=BASE))
    moved = {
        f"/map/{app.state.shelf.digest}/": f"/r/{name}/map/",
        f"/static/{app.state.assets.digest}/": f"/r/{name}/static/",
        BASE: "",
    }
    (target / "embed").mkdir()
    for lang in LANGUAGES:
        for theme in THEMES:
            view = View(lang=lang, theme=theme, release=name)
            request = Request({**scope("/embed"), "app": app})
            page = embed_page(Reading(request, view, reference(request)))
            html = bytes(page.body).decode()
            for old, new in moved.items():
                html = html.replace(old, new)
            (target / shell(lang, theme)).write_text(html, encoding="utf-8")


def _pack(target: Path) -> None:
    """Write a brotli and a gzip copy beside what a server sends most."""
    every = [*target.glob("*"), *target.glob("data/*"), *target.glob("embed/*")]
    for path in every:
        if path.suffix in _PACKED and path.stat().st_size >= _WORTH_PACKING:
            body = path.read_bytes()
            packed = {
                ".br": brotli.compress(body, quality=_QUALITY),
                ".gz": gzip.compress(body, compresslevel=9, mtime=0),
            }
            for suffix, content in packed.items():
                path.with_name(path.name + suffix).write_bytes(content)
