"""From a template and a context to an answer, with what every page needs in it.

The content security policy allows no inline script and no inline style: what a page
says to its script is JSON, and what a style sheet cannot know is set by the script.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.pages.dates import say_date
from app.pages.reference import Reference
from app.pages.words import ENDONYMS, Words
from app.releases import shelf_of
from app.settings import base_url
from app.sharing.oembed import discovery
from app.view import View, read_view, write_view
from layers.shelf import Shelf

_APP = Path(__file__).parents[1]
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors {ancestors}"
)


@dataclass(frozen=True)
class Reading:
    """One reader's request for a page: the view it asks for, and the words it gets."""

    request: Request
    view: View
    reference: Reference
    frozen: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        """The layers of the release asked for, else those being served."""
        served: Shelf = self.request.app.state.shelf
        return self.frozen or served

    @property
    def words(self) -> Words:
        """The words of the language asked for."""
        return self.reference.words[self.view.lang]

    def link(self, path: str) -> str:
        """Return an address of ours that keeps language, theme and release."""
        view = self.view
        kept = write_view(View(lang=view.lang, theme=view.theme, release=view.release))
        return f"{path}?{kept}" if kept else path

    def in_language(self, lang: str) -> str:
        """Return the address of this page in another language."""
        return self._this(replace(self.view, lang=lang))

    def in_form(self, form: str) -> str:
        """Return the address of this view as a map or a table."""
        return self._this(changed(self.view, form=form))

    def data_address(self, path: str) -> str:
        """Return the address of this view in another form: data, or an embed."""
        shown = replace(self.view, form="map", select="")
        data = replace(shown, view=None, theme="", lang="en")
        return _joined(path, shown if path == "/share" else data)

    def canonical(self) -> str:
        """Return the absolute address of this page in this language."""
        lang = write_view(View(lang=self.view.lang))
        path = self.request.url.path
        return base_url(self.request) + (f"{path}?{lang}" if lang else path)

    def alternates(self) -> list[tuple[str, str]]:
        """Return the absolute addresses of this page in every language."""
        here = base_url(self.request) + self.request.url.path
        return [
            ("x-default", here),
            *((lang, _joined(here, View(lang=lang))) for lang in ENDONYMS),
        ]

    def picture(self, path: str, size: str) -> str:
        """Return the address of this view as a picture."""
        shown = replace(self.view, form="map", select="", view=None)
        said = write_view(shown)
        return f"{path}?{said}&size={size}" if said else f"{path}?size={size}"

    def _this(self, view: View) -> str:
        return _joined(self.request.url.path, view)


def changed(view: View, **values: Any) -> View:
    """Return ``view`` with some parameters changed, whose names are data."""
    return replace(view, **values)


def _joined(path: str, view: View) -> str:
    said = write_view(view)
    return f"{path}?{said}" if said else path


def read(request: Request, *, opens_release: bool = True) -> Reading:
    """Read the view a page is asked for, and find the words for it.

    A page of a release is drawn from that release, which is refused if it is unknown or
    withdrawn; ``opens_release`` is false for the embed, which is kept finished.

    A form without JavaScript repeats a name for each box that is ticked; the grammar
    has lists. It also sends its empty fields, which ask for nothing; only ``layers=``
    means something: none of them. Names the grammar does not know are passed over:
    addresses travel through newsletters that add their own.
    """
    values: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if value and values.get(name):
            values[name] = f"{values[name]},{value}"
        elif value or name == "layers":
            values[name] = value
    view = read_view(urlencode(values), lenient=True)
    if not (view.release and opens_release):
        return Reading(request, view, reference(request))
    shelf = shelf_of(request, view.release)
    return Reading(request, view, reference_of(shelf), shelf)


def reference(request: Request) -> Reference:
    """Return the names and labels of the build being served."""
    return reference_of(request.app.state.shelf)


def reference_of(shelf: Shelf) -> Reference:
    """Return the names and labels of a build or a release."""
    return _opened(shelf.path, shelf.digest)


@cache
def _opened(build: Path, digest: str) -> Reference:  # noqa: ARG001 - part of the key
    return Reference.open(build)


@cache
def environment() -> Environment:
    """Return the templates, ours and the API's; everything is escaped."""
    folders = (_APP / "templates", _APP / "api" / "templates")
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(
    reading: Reading,
    template: str,
    *,
    ancestors: str = "'none'",
    status: int = HTTPStatus.OK,
    **context: Any,
) -> HTMLResponse:
    """Fill a template; ``ancestors`` says who may put the page in a frame."""
    assets = reading.request.app.state.assets
    is_copy = reading.request.app.state.is_copy
    common = {
        "words": reading.words,
        "view": reading.view,
        "theme": reading.view.theme,
        "link": reading.link,
        "in_language": reading.in_language,
        "endonyms": ENDONYMS,
        "asset": assets.url,
        "canonical": reading.canonical(),
        # A copy of plain files has no other language and no provider of embeds.
        "alternates": [] if is_copy else reading.alternates(),
        "linked_data": None,
        "as_of": reading.reference.as_of,
        "data_date": _data_date(reading),
        "is_copy": is_copy,
        "discovery": []
        if is_copy
        else discovery(
            base_url(reading.request), reading.request.url.path, reading.view
        ),
        "picture": None,
        "title": reading.words.say("atlas.title"),
        "description": reading.words.say("atlas.description"),
    }
    page = environment().get_template(template).render(common | context)
    headers = {"Content-Security-Policy": _POLICY.format(ancestors=ancestors)}
    return HTMLResponse(page, status, headers)


def _data_date(reading: Reading) -> str:
    """Say as of which day the data speak, and of which release they are."""
    day = say_date(reading.reference.as_of, reading.words)
    release = reading.reference.release
    return reading.words.say("data.date", date=day, release=release)


def embedded_json(document: Mapping[str, Any]) -> Markup:
    """Return JSON that may stand inside ``<script>``: nothing in it ends it."""
    text = orjson.dumps(document).decode()
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no character of markup is left in it
