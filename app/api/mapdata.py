"""The map's own files, under an address that names their content and never changes.

They are packed as small as can be when the atlas is built, not when a reader waits.
"""

import gzip
from collections.abc import Mapping
from pathlib import Path

import brotli
from fastapi import APIRouter, Request, Response

from app.encoding import coding_for
from app.problems import Refusal
from layers.shelf import Shelf

IMMUTABLE = "public, max-age=31536000, immutable"
_SUFFIXES = {"br": ".br", "gzip": ".gz"}

router = APIRouter()


def map_url(shelf: Shelf, name: str) -> str:
    """Return the address of one of the map's files, such as ``records.json``."""
    return f"/map/{shelf.digest}/{name}"


def pack_map(build: Path) -> None:
    """Write a brotli and a gzip copy beside each of the map's files of a build."""
    for path in sorted((build / "map").glob("*.json")):
        body = path.read_bytes()
        packed = {
            ".br": brotli.compress(body, quality=11),
            ".gz": gzip.compress(body, compresslevel=9, mtime=0),
        }
        for suffix, content in packed.items():
            path.with_name(path.name + suffix).write_bytes(content)


def read_map(shelf: Shelf) -> Mapping[str, Mapping[str, bytes]]:
    """Return each of the map's files by name and content coding.

    They are read at once: a later build takes the folder of this one, and its bytes
    must never answer at an address that readers keep for a year.
    """
    folder = shelf.path / "map"
    names = [path.name for path in folder.glob("*.json")]
    return {
        name: {
            coding: (folder / f"{name}{suffix}").read_bytes()
            for coding, suffix in {"identity": "", **_SUFFIXES}.items()
            if (folder / f"{name}{suffix}").is_file()
        }
        for name in names
    }


@router.get("/map/{digest}/{name}")
async def map_file(request: Request, digest: str, name: str) -> Response:
    """Answer with a file of the build that ``digest`` names, and no other."""
    shelf: Shelf = request.app.state.shelf
    known = f"map/{name}" in shelf.manifest["files"]
    if digest != shelf.digest or not known:
        raise Refusal("not-found", f"the map has no {name!r} of the build {digest!r}")
    etag = f'"{digest}-{name}"'
    headers = {
        "Cache-Control": IMMUTABLE,
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    forms: Mapping[str, bytes] = request.app.state.map_files[name]
    coding = coding_for(request.headers.get("accept-encoding", ""), tuple(_SUFFIXES))
    if coding not in forms:
        coding = "identity"
    if coding != "identity":
        headers["Content-Encoding"] = coding
    return Response(forms[coding], 200, headers, "application/json")
