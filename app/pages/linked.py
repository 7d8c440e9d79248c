"""Pages as schema.org describes them, for search engines and other machines.

A data block, ``<script type="application/ld+json">``, is never run: the content
security policy has no say in it.
"""

from collections.abc import Mapping
from typing import Any

from app.pages.cards import Card
from app.pages.rendering import Reading
from app.settings import base_url

_CONTEXT = "https://schema.org"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def country(reading: Reading, profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return a country's page as a page about a country."""
    about = {
        "@type": "Country",
        "name": profile["name"],
        "identifier": profile["iso3"],
    }
    return _page(reading, profile["name"], about=about)


def supplier(reading: Reading, profile: Mapping[str, Any]) -> dict[str, Any]:
    """Return a supplier's page as a page about an organisation."""
    names = [*profile["names"].values(), *profile["aliases"]]
    about = {"@type": "Organization", "name": profile["name"], "alternateName": names}
    return _page(reading, profile["name"], about=about)


def record(reading: Reading, card: Card) -> dict[str, Any]:
    """Return a record as a work that cites its sources."""
    citations = [
        {
            "@type": "CreativeWork",
            "name": source["title"],
            "publisher": {"@type": "Organization", "name": source["publisher"]},
            "url": source["url"],
        }
        for source in card.sources
    ]
    return _page(
        reading,
        card.title,
        abstract=card.summary,
        spatialCoverage={"@type": "Country", "name": card.country.label},
        citation=citations,
    )


def dataset(reading: Reading) -> dict[str, Any]:
    """Return the whole collection as a data set."""
    base = base_url(reading.request)
    words = reading.words
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": words.say("atlas.title"),
        "description": words.say("atlas.description"),
        "url": f"{base}/data",
        "license": _LICENCE,
        "version": reading.reference.release,
        "isAccessibleForFree": True,
        "distribution": [
            _download(f"{base}/view.geojson", "application/geo+json"),
            _download(f"{base}/view.csv", "text/csv"),
        ],
    }


def _download(url: str, media_type: str) -> dict[str, Any]:
    return {"@type": "DataDownload", "contentUrl": url, "encodingFormat": media_type}


def _page(reading: Reading, name: str, **more: Any) -> dict[str, Any]:
    site = {"@type": "WebSite", "name": reading.words.say("atlas.title")}
    return {
        "@context": _CONTEXT,
        "@type": "WebPage",
        "name": name,
        "url": reading.canonical(),
        "inLanguage": reading.words.lang,
        "license": _LICENCE,
        "isPartOf": {**site, "url": f"{base_url(reading.request)}/"},
        **more,
    }
