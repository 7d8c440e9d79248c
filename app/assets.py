"""The page's own files: gathered, fingerprinted, compressed once, served for ever.

The modules and style sheets of a page are joined into one file by esbuild: served one
by one, sixty small files weigh three times as much, and a newsroom's reader on a phone
pays for it. They are written, checked and tested as the plain modules they are.

One fingerprint stands for all files together instead of one for each, so that whoever
keeps a build (a release, a static export) moves all of them by one prefix.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import brotli
from fastapi import APIRouter, Request
from fastapi.responses import Response

SOURCE = Path(__file__).parent / "static"
PACKAGES = Path(__file__).parents[1] / "node_modules"
_NOTO = "@expo-google-fonts/noto-sans"
VENDORED = {
    "vendor/leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    "vendor/leaflet/LICENSE": "leaflet/LICENSE",
    # Only pictures use it: the page speaks in the reader's own system typeface.
    "vendor/noto-sans/regular.ttf": f"{_NOTO}/400Regular/NotoSans_400Regular.ttf",
    "vendor/noto-sans/semibold.ttf": f"{_NOTO}/600SemiBold/NotoSans_600SemiBold.ttf",
    "vendor/noto-sans/LICENSE": f"{_NOTO}/LICENSE_FONT",
}
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
IMMUTABLE = "public, max-age=31536000, immutable"
# Pictures read the colours from it as they are written; pages have it joined in.
_UNJOINED = "tokens.css"
_IMPORTED = re.compile(r"""\bfrom\s*'\./([^']+)'""")


class AssetsError(Exception):
    """The page's files are not where they should be; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file in every form in which it may be asked for."""

    plain: bytes
    br: bytes | None
    gz: bytes | None
    media_type: str

    def encoded(self, accepted: str) -> tuple[bytes, str | None]:
        """Return the smallest form that the ``Accept-Encoding`` header allows."""
        offered = {part.split(";")[0].strip() for part in accepted.split(",")}
        if self.br is not None and "br" in offered:
            return self.br, "br"
        if self.gz is not None and "gzip" in offered:
            return self.gz, "gzip"
        return self.plain, None


@dataclass(frozen=True, slots=True)
class Assets:
    """All files of one build, by their name below ``/static/<digest>/``."""

    digest: str
    files: Mapping[str, Asset]

    @classmethod
    def open(cls, build: Path) -> Self:
        """Read what ``build_assets`` wrote into the build folder."""
        root = build / "static"
        manifest = root / "manifest.json"
        if not manifest.is_file():
            msg = f"{manifest}: not found; run `atlas build` first"
            raise AssetsError(msg)
        said = json.loads(manifest.read_text(encoding="utf-8"))
        return cls(said["digest"], {name: _read(root, name) for name in said["files"]})

    def url(self, name: str) -> str:
        """Return the immutable address of a file, such as ``css/page.css``."""
        if name not in self.files:
            msg = f"{name}: no such file among the page's own; see app/static"
            raise AssetsError(msg)
        return f"/static/{self.digest}/{name}"


def build_assets(target: Path) -> None:
    """Write the page's files, compressed beside themselves, into ``target/static``."""
    root = target / "static"
    shutil.rmtree(root, ignore_errors=True)
    names = []
    digest = hashlib.sha256()
    for name, content in sorted(_gathered()):
        names.append(name)
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
        _write(root / name, content)
    manifest = {"digest": digest.hexdigest()[:12], "files": names}
    _write(root / "manifest.json", json.dumps(manifest, indent=1).encode())


def _gathered() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of our own files and of those that npm installed."""
    for path in SOURCE.iterdir():
        if path.suffix in TYPES:
            yield path.name, path.read_bytes()
    yield f"css/{_UNJOINED}", (SOURCE / "css" / _UNJOINED).read_bytes()
    with TemporaryDirectory() as folder:
        _join(Path(folder))
        for path in Path(folder).rglob("*.*"):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
    for name, origin in VENDORED.items():
        yield name, _installed(origin).read_bytes()


def _join(target: Path) -> None:
    """Write every style sheet, and every script a page names, with all they import."""
    entries = [p for p in (SOURCE / "css").glob("*.css") if p.name != _UNJOINED]
    scripts = sorted((SOURCE / "js").glob("*.js"))
    imported = {n for p in scripts for n in _IMPORTED.findall(p.read_text("utf-8"))}
    entries += [path for path in scripts if path.name not in imported]
    program = _installed("@esbuild/*/bin/esbuild")
    options = ("--bundle", "--minify", "--format=esm", "--target=es2022")
    folders = (f"--outdir={target}", f"--outbase={SOURCE}", "--legal-comments=none")
    sources = sorted(str(path) for path in entries)
    command = [str(program), *sources, *options, *folders]
    done = subprocess.run(  # noqa: S603 - our own list, no shell
        command, capture_output=True, check=False, text=True
    )
    if done.returncode:
        msg = f"the page's scripts or styles cannot be joined:\n{done.stderr}"
        raise AssetsError(msg)


def _installed(origin: str) -> Path:
    """Return a file that npm installed, found by its pattern."""
    found = next(PACKAGES.glob(origin), None)
    if found is None:
        msg = f"{PACKAGES / origin}: not found; run `npm ci` to install package.json"
        raise AssetsError(msg)
    return found


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if path.suffix in {".css", ".js", ".json", ".svg"}:
        path.with_name(path.name + ".br").write_bytes(brotli.compress(content))
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(content, mtime=0))


def _read(root: Path, name: str) -> Asset:
    path = root / name
    twins = (path.with_name(f"{path.name}.{form}") for form in ("br", "gz"))
    br, gz = (twin.read_bytes() if twin.is_file() else None for twin in twins)
    media_type = TYPES.get(path.suffix, "text/plain; charset=utf-8")
    return Asset(path.read_bytes(), br, gz, media_type)


router = APIRouter(include_in_schema=False)


@router.api_route("/static/{digest}/{name:path}", methods=["GET", "HEAD"])
def serve(request: Request, digest: str, name: str) -> Response:
    """Answer a file of this build; another build's address is gone, never mixed up."""
    assets: Assets = request.app.state.assets
    asset = assets.files.get(name) if digest == assets.digest else None
    if asset is None:
        text = f"{request.url.path}: no such file in this build of the atlas\n"
        return Response(text, HTTPStatus.NOT_FOUND, media_type="text/plain")
    body, encoding = asset.encoded(request.headers.get("accept-encoding", ""))
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": IMMUTABLE,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(body, media_type=asset.media_type, headers=headers)
