"""The whole atlas as plain files, for any web server or object store.

Every page is what the server would have answered, in one language, at the address it
has there: ``country/KHM`` is a folder with an ``index.html``, since that is what every
plain file server knows how to answer. A file server passes over what stands behind a
question mark, so what needs a server is left out of the pages or said to be missing.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
import orjson
from fastapi import FastAPI

from app.inward import BASE, ask
from app.main import create_app
from app.releases import listed, shell
from app.settings import Settings
from app.view import RECORD_LAYERS
from layers.building import replacing
from layers.shelf import Shelf
from layers.tabular import write_csv, write_flatgeobuf, write_geojson, write_parquet

_MARK = "export.json"
_PICTURE = re.compile(r"/image\.(png|svg)\?[^\"'\s<]*")
_PAGES = ("/", "/embed", "/followed", "/about", "/data", "/changes")
# What a server would answer, and the page that stands in for it.
_SERVED = {"api": "/data", "problems": "/about"}
_SERVICE = re.compile(rf'href="(?:{BASE})?/(api|problems)\b[^"]*"')
_WRITERS = {
    "csv": write_csv,
    "fgb": write_flatgeobuf,
    "geojson": write_geojson,
    "parquet": write_parquet,
}
_WHOLE = ",".join(RECORD_LAYERS)
_FILES = {
    "feed.atom": "/feed.atom",
    "feed.json": "/feed.json",
    "fit.js": "/fit.js",
    "view.csv": f"/view.csv?layers={_WHOLE}",
    "view.geojson": f"/view.geojson?layers={_WHOLE}",
}


class ExportError(Exception):
    """The export cannot be written; the message says what would do."""


@dataclass(frozen=True, slots=True)
class _Site:
    """Where pages come from, where they go, and in which language."""

    app: FastAPI
    target: Path
    lang: str
    base: str

    def fetch(self, address: str, accept: str = "*/*", *, gone: bool = False) -> bytes:
        """Return what the atlas answers; only a withdrawn record may be ``gone``."""
        answer = ask(self.app, address, accept=accept)
        if answer.status not in ((200, 410) if gone else (200,)):
            msg = f"{address}: answered {answer.status}; {answer.body[:300]!r}"
            raise ExportError(msg)
        return answer.body

    def write(self, name: str, body: bytes) -> None:
        """Write a file of the site."""
        path = self.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def export(
    settings: Settings, target: Path, lang: str, say: Callable[[str], None]
) -> int:
    """Write the site into ``target`` and return how many pages it has.

    Replaces an earlier export in one step; raises ``ExportError`` for any other folder
    with something in it.
    """
    used = target.is_dir() and any(target.iterdir())
    if target.exists() and used and not (target / _MARK).is_file():
        msg = (
            f"{target}: is no earlier export, and would be replaced; name a new folder"
        )
        raise ExportError(msg)
    base = settings.public_url or ""
    app = create_app(settings.model_copy(update={"public_url": BASE}))
    app.state.is_copy = True
    with replacing(target) as fresh:
        site = _Site(app, fresh, lang, base)
        say("writing pages ...")
        count = _write_pages(site)
        say("writing data ...")
        _write_data(site)
        _copy_files(site, settings)
        about = {"release": app.state.shelf.release, "lang": lang, "pages": count}
        site.write(_MARK, orjson.dumps(about))
    return count


def _write_pages(site: _Site) -> int:
    pictures: set[str] = set()
    paths = list(_paths(site.app.state.shelf))
    for path in paths:
        query = "" if site.lang == "en" else f"?lang={site.lang}"
        gone = path.startswith("/record/")
        html = site.fetch(path + query, "text/html", gone=gone).decode()
        pictures.update(found[0] for found in _PICTURE.finditer(html))
        name = f"{path.strip('/')}/index.html".lstrip("/")
        site.write(name, _settled(html, site.base).encode())
    for address in sorted(pictures):
        site.write(_file_of(address).lstrip("/"), site.fetch(_unescaped(address)))
    return len(paths)


def _paths(shelf: Shelf) -> Iterator[str]:
    yield from _PAGES
    for name, form in (("countries", "country"), ("suppliers", "supplier")):
        yield from (f"/{form}/{each}" for each in _ids(shelf, name))
    for name in RECORD_LAYERS:
        yield from (f"/record/{each}" for each in _ids(shelf, name))
    yield from (f"/record/{each}" for each in shelf.tombstones)


def _ids(shelf: Shelf, name: str) -> Iterable[str]:
    layer = shelf.layers[name]
    return layer.ids(np.arange(len(layer)))


def _settled(html: str, base: str) -> str:
    """Return a page whose addresses hold without a server."""
    html = _SERVICE.sub(lambda found: f'href="{_SERVED[found[1]]}"', html)
    html = _PICTURE.sub(lambda found: _file_of(found[0]), html)
    return html.replace(BASE, base)


def _file_of(picture: str) -> str:
    """Return the file of a picture; its name is made from what it shows."""
    path, _, query = _unescaped(picture).partition("?")
    digest = blake2b(query.encode(), digest_size=6).hexdigest()
    return f"/pictures/{digest}{Path(path).suffix}"


def _unescaped(address: str) -> str:
    return address.replace("&amp;", "&")


def _write_data(site: _Site) -> None:
    for layer in site.app.state.shelf.layers.values():
        for form, write in _WRITERS.items():
            site.write(f"data/{layer.id}.{form}", write(layer))
    for name, address in _FILES.items():
        body = site.fetch(address)
        site.write(name, body.replace(BASE.encode(), site.base.encode()))


def _copy_files(site: _Site, settings: Settings) -> None:
    """Copy the map's files, the page's own, and the releases that stand."""
    state = site.app.state
    for kind, digest in (("map", state.shelf.digest), ("static", state.assets.digest)):
        shutil.copytree(settings.build / kind, site.target / kind / digest)
    for info in listed(settings):
        if info.withdrawn is None:
            to = site.target / "r" / info.name
            shutil.copytree(settings.releases / info.name, to)
            # Where the server chooses a language and a theme, there is one of them.
            (to / "embed" / "index.html").write_bytes(
                (to / shell(site.lang, "")).read_bytes()
            )
