"""Releases as readers reach them: ``/r/<release>/...``, and embeds that never change.

A release is a folder that was finished when it was made. Only files its checksums name
are served, so that no address leads out of it, and each has its checksum as validator.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from app.assets import IMMUTABLE, TYPES
from app.encoding import coding_for
from app.problems import PROBLEMS, Refusal
from app.settings import Settings
from app.view import View, read_view
from layers.datapackage import FORMS
from layers.releasing import checksums, names, withdrawn
from layers.shelf import Shelf, ShelfError

router = APIRouter(include_in_schema=False)
_GET = ["GET", "HEAD"]
_PACKED = {"br": ".br", "gzip": ".gz"}
_TYPES = {
    **TYPES,
    **{f".{form}": media_type for form, media_type in FORMS.items()},
    ".cff": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_FRAMED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """What a list of releases says of one; ``files`` are paths and sizes in bytes.

    A withdrawn release has its reason, and nothing else is known of it.
    """

    name: str
    date: str = ""
    previous: str | None = None
    withdrawn: str | None = None
    files: tuple[tuple[str, int], ...] = ()
    records: Mapping[str, int] | None = None


def shell(lang: str, theme: str) -> str:
    """Return where a release keeps its embed for a language and a theme."""
    return f"embed/{lang}.{theme}.html" if theme else f"embed/{lang}.html"


def listed(settings: Settings) -> list[ReleaseInfo]:
    """Return every release there is or was, the newest first."""
    gone = withdrawn(settings.releases)
    found = [ReleaseInfo(name, withdrawn=reason) for name, reason in gone.items()]
    kept = (name for name in names(settings.releases) if name not in gone)
    found.extend(_info(settings.releases / name) for name in kept)
    return sorted(found, key=lambda info: _parts(info.name), reverse=True)


def _parts(name: str) -> list[int]:
    return [int(part) for part in name.split(".")]


@lru_cache(maxsize=64)
def _info(folder: Path) -> ReleaseInfo:
    about = orjson.loads((folder / "release.json").read_bytes())
    paths = [path for path in checksums(folder) if _is_offered(path)]
    files = tuple((path, (folder / path).stat().st_size) for path in paths)
    name, day, previous = about["name"], about["date"], about["previous"]
    return ReleaseInfo(name, day, previous, None, files, about["records"])


def _is_offered(path: str) -> bool:
    """Tell what a reader takes away from what the served atlas is made of."""
    at_top = "/" not in path and path != "manifest.json"
    return (at_top or path.startswith("data/")) and not path.endswith((".br", ".gz"))


def folder_of(settings: Settings, name: str) -> Path:
    """Return the folder of a release; refuses one that is unknown or withdrawn."""
    gone, known = withdrawn(settings.releases), names(settings.releases)
    if name in gone:
        raise Refusal("gone", f"release {name}: {gone[name]}")
    if name not in known:
        said = ", ".join(known) or "none yet"
        detail = f"release: expected one of those made ({said}); got {name!r}"
        raise Refusal("not-found", detail, parameter="release", allowed=known)
    return settings.releases / name


def shelf_of(request: Request, name: str) -> Shelf:
    """Return the shelf of a release, or the one being served for an empty name.

    Refuses a release that is unknown, withdrawn, or compiled in a form of old.
    """
    if not name:
        current: Shelf = request.app.state.shelf
        return current
    folder = folder_of(request.app.state.settings, name)
    try:
        return _shelf(folder)
    except ShelfError as error:
        detail = f"release {name}: its layers are of an older form; take its files"
        raise Refusal("not-found", detail) from error


@lru_cache(maxsize=4)
def _shelf(folder: Path) -> Shelf:
    return Shelf.open(folder)


@lru_cache(maxsize=16)
def _checksums(folder: Path) -> Mapping[str, str]:
    return checksums(folder)


@router.api_route("/r/{release}", methods=_GET)
def release_page(request: Request, release: str) -> RedirectResponse:
    """Lead to the list of releases; one of them has no page of its own."""
    folder_of(request.app.state.settings, release)
    return RedirectResponse(f"/data#release-{release}", 302)


@router.api_route("/r/{release}/embed", methods=_GET)
def release_embed(request: Request, release: str) -> Response:
    """Answer with the embed of a release, at its own immutable address."""
    view = read_view(request.scope["query_string"], lenient=True)
    return frozen_embed(request, replace(view, release=release), packed=True)


@router.api_route("/r/{release}/{path:path}", methods=_GET)
def release_file(request: Request, release: str, path: str) -> Response:
    """Answer with one file of a release, packed if the client takes it so."""
    folder = folder_of(request.app.state.settings, release)
    known = _checksums(folder)
    if path not in known and path != "SHA256SUMS":
        raise Refusal("not-found", f"release {release} has no file {path!r}")
    accepted = request.headers.get("accept-encoding", "")
    return _file(folder, path, accepted, request.headers.get("if-none-match", ""))


def frozen_embed(request: Request, view: View, *, packed: bool = False) -> Response:
    """Answer ``/embed?release=...``: the page that was frozen with the release.

    It comes plain unless ``packed``: answers under ``/embed`` are packed on their way.
    Where there is no such release the frame says so in words: an article shows what
    it gets, and an error document would refuse to be framed.
    """
    try:
        folder = folder_of(request.app.state.settings, view.release)
    except Refusal as refusal:
        return _told(refusal)
    path = shell(view.lang, view.theme)
    accepted = request.headers.get("accept-encoding", "") if packed else ""
    response = _file(folder, path, accepted, request.headers.get("if-none-match", ""))
    response.headers["Content-Security-Policy"] = _FRAMED
    return response


def _told(refusal: Refusal) -> HTMLResponse:
    title = PROBLEMS[refusal.slug].title
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><p>{html.escape(refusal.detail)}</p>"
        '<p><a href="/" target="_blank" rel="noopener">Digital Silk Road Atlas</a></p>'
    )
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _FRAMED}
    return HTMLResponse(page, refusal.status, headers)


def _file(folder: Path, path: str, accepted: str, validators: str) -> Response:
    known = _checksums(folder)
    digest = known.get(path, "checksums")[:16]
    coding = coding_for(accepted, tuple(_PACKED))
    packed = f"{path}{_PACKED.get(coding, '.none')}"
    is_packed = packed in known
    etag = f'"{digest}-{coding}"' if is_packed else f'"{digest}"'
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": IMMUTABLE,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if etag in validators:
        return Response(None, 304, headers)
    if is_packed:
        headers["Content-Encoding"] = coding
    media_type = _TYPES.get(Path(path).suffix, "application/octet-stream")
    if "." not in Path(path).name:
        media_type = "text/plain; charset=utf-8"
    where = folder / (packed if is_packed else path)
    return FileResponse(where, headers=headers, media_type=media_type)
