"""The two pages with a map: the atlas itself, and the embed in somebody's article."""

from typing import Any

from fastapi.responses import HTMLResponse
from markupsafe import Markup

from app.api.mapdata import map_url
from app.folium_map import AtlasMap
from app.pages.overview import Overview
from app.pages.rendering import Reading, render
from app.pages.sentence import sentence
from app.settings import base_url
from app.sharing.options import read_options
from app.view import View, write_view

# The address of an article is not ours to know; the frame may stand on any page.
_ANYBODY = "*"

# What the scripts say, by how the keys begin; the rest of a catalogue stays here.
EMBED_WORDS = (
    *("join.", "map.", "overview.count.", "sentence.", "timeline.", "years."),
)
PAGE_WORDS = (
    *EMBED_WORDS,
    *(
        "chips.",
        "column.",
        "facet.",
        "kind.",
        "panel.",
        "quoted",
        "search.",
        "table.",
        "take.",
    ),
)


def map_page(reading: Reading) -> HTMLResponse:
    """Return the atlas, drawn up to the point where the script takes over."""
    overview = Overview(reading.shelf, reading.reference, reading.view, reading.words)
    config = _config(reading, embed=False)
    said = sentence(overview.summary(), reading.words)
    return render(
        reading,
        "index.html",
        canonical=_canonical(reading),
        in_form=reading.in_form,
        data_address=reading.data_address,
        sentence=said,
        picture=base_url(reading.request) + reading.picture("/image.png", "share"),
        picture_text=said,
        drawing=reading.picture("/image.svg", "wide"),
        facets=overview.facets(),
        chips=overview.chips(),
        ranking=overview.ranking(),
        blanks=overview.blanks(),
        rows=overview.table(),
        years=reading.reference.years,
        kept=_kept(reading.view),
        **_drawn(config),
        preloads=_preloads(config),
    )


def embed_page(reading: Reading) -> HTMLResponse:
    """Return the embed: map, sentence, date, credit and the way to the full map."""
    overview = Overview(reading.shelf, reading.reference, reading.view, reading.words)
    config = _config(reading, embed=True)
    full = write_view(reading.view)
    return render(
        reading,
        "embed.html",
        ancestors=_ANYBODY,
        canonical=None,
        full=f"/?{full}" if full else "/",
        options=read_options(dict(reading.request.query_params)),
        sentence=sentence(overview.summary(), reading.words),
        ranking=overview.ranking(),
        years=reading.reference.years,
        release=reading.reference.release,
        **_drawn(config),
        preloads=_preloads(config),
    )


def _config(reading: Reading, *, embed: bool) -> dict[str, Any]:
    """Return what the script is told: where things are, and the words it says."""
    lang = reading.view.lang
    words, prefixes = reading.words, EMBED_WORDS if embed else PAGE_WORDS
    return {
        "lang": lang,
        "theme": reading.view.theme,
        "embed": embed,
        "urls": {
            "records": _map_url(reading, "records.json"),
            "titles": _map_url(reading, "titles.json"),
            "world": _map_url(reading, "world-small.json"),
            "detail": _map_url(reading, "world.json"),
            "search": _map_url(reading, "search.json"),
            "names": None if lang == "en" else _map_url(reading, f"names.{lang}.json"),
        },
        "release": reading.reference.release,
        "years": reading.reference.years,
        "catalogue": words.beginning(prefixes),
        "labels": {} if embed else _labels(reading),
    }


def _map_url(reading: Reading, name: str) -> str:
    """Return the address of one of the map's files, of the release if one is asked."""
    if reading.frozen is not None:
        return f"/r/{reading.view.release}/map/{name}"
    return map_url(reading.shelf, name)


def _drawn(config: dict[str, Any]) -> dict[str, Any]:
    """Return the map's element and its settings, as Folium composes them."""
    fragment = AtlasMap().fragment(config)
    # Both are escaped where they are made: text goes into settings only.
    return {
        "map_html": Markup(fragment.html),  # noqa: S704
        "config": Markup(fragment.config_json),  # noqa: S704
    }


def _labels(reading: Reading) -> dict[str, dict[str, str]]:
    """Return the names of what can be filtered, in the reader's language."""
    columns = reading.reference.columns
    listed = {
        "technologies": columns["technologies"],
        "statuses": columns["statuses"],
        "evidence": columns["evidences"],
    }
    return {
        vocabulary: {name: reading.words.term(vocabulary, name) for name in names}
        for vocabulary, names in listed.items()
    }


def _preloads(config: dict[str, Any]) -> list[str]:
    """Return what the script fetches first, so that the browser starts at once."""
    urls = config["urls"]
    wanted = ["records", "world", "names", *([] if config["embed"] else ["titles"])]
    return [url for name in wanted if (url := urls[name])]


def _canonical(reading: Reading) -> str:
    """Return the address of this view without where the map happens to look."""
    view = reading.view
    shown = View(lang=view.lang, country=view.country, technology=view.technology)
    base = reading.canonical().partition("?")[0]
    said = write_view(shown)
    return f"{base}?{said}" if said else base


def _kept(view: View) -> dict[str, str]:
    """Return the parameters that the form has no field for."""
    return {
        "lang": "" if view.lang == "en" else view.lang,
        "theme": view.theme,
        "q": view.q,
        "country": ",".join(view.country),
    }
