"""Folium maps that write no script from text: the page's, and an analyst's own.

Folium compiles whatever an element renders as a Jinja template once more, so that a
record titled ``{{ 7 * 7 }}`` would be computed, and its popups write text as markup.
Hence ``AtlasMap`` emits an element and escaped settings only; ``SelfHostedMap`` takes
text through ``Features`` and refuses the elements of Folium that would execute it.
"""

import base64
import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium.template import Template

LEAFLET = Path(__file__).parents[1] / "node_modules/leaflet/dist"
MODULES = Path(__file__).parent / "static/js/map"

Feature = Mapping[str, Any]

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_IMAGE = re.compile(r"url\((images/[\w-]+\.png)\)")
_TEMPLATE_MARKS = ("{{", "{%", "{#")
_UNSAFE = {
    folium.Popup: "Features(..., words=...)",
    folium.Tooltip: "Features(..., words=...)",
    folium.GeoJsonTooltip: "Features(..., words=...)",
    folium.GeoJsonPopup: "Features(..., words=...)",
    folium.DivIcon: "Features(...), which draws points as circles",
    folium.Icon: "Features(...), which draws points as circles",
    folium.TileLayer: "Features(...) with the countries as a ground",
}


class MapError(ValueError):
    """A map was asked for something it will not do; the message says what would do."""


def escaped_json(value: object) -> str:
    r"""Write a value as JSON that is safe in a script element, and in a template.

    >>> print(escaped_json({"title": "</script>{{ 7 * 7 }}"}))
    {"title":"\u003c/script\u003e\u007b\u007b 7 * 7 }}"}
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return _STRING.sub(lambda found: found[0].replace("{", "\\u007b"), text)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a page needs of a map: its element, and JSON for a script of type JSON."""

    html: str
    config_json: str


class AtlasMap(folium.Map):
    """The atlas's own map: an empty element that the page's modules draw in."""

    _template = Template(
        "{% macro html(this, kwargs) %}"
        '<div class="atlas-map" id="{{ this.get_name() }}"></div>'
        "{% endmacro %}"
    )

    def __init__(self, position: int = 1) -> None:
        """Make the map that stands ``position``-th on its page."""
        self._position = position
        super().__init__(tiles=None)
        _own_assets(self)

    def get_name(self) -> str:
        """Return the element's id, which depends on nothing but the position."""
        return "map" if self._position == 1 else f"map-{self._position}"

    def add_child(
        self, child: Element, name: str | None = None, index: int | None = None
    ) -> Element:
        """Refuse children: a Folium layer would write JavaScript into the page."""
        del name, index
        kind = type(child).__name__
        msg = f"AtlasMap: takes no Folium layer, got {kind}; add it to a SelfHostedMap"
        raise MapError(msg)

    def fragment(self, config: Mapping[str, Any]) -> Fragment:
        """Return the element and the settings, with the element's id as ``map``."""
        markup = str(self._template.module.html(self, {}))
        return Fragment(markup, escaped_json({**config, "map": self.get_name()}))


class Features(MacroElement):
    """GeoJSON features in an analyst's style, with text beside the pointer.

    ``style`` returns Leaflet's path options for a feature (``fillColor``, ``radius``),
    ``words`` what its tooltip says, line by line, as text and never as markup. Points
    are circles. A feature without a geometry has no place on a map.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            (function () {
                const styles = {{ this.styles }}, words = {{ this.words }};
                let at = 0;
                L.geoJSON({{ this.data }}, {
                    style: (feature) => styles[feature.at],
                    pointToLayer: (feature, place) =>
                        L.circleMarker(place, styles[feature.at]),
                    onEachFeature: (feature, layer) => {
                        if (!words[feature.at].length) return;
                        const box = document.createElement('div');
                        for (const line of words[feature.at]) {
                            const row = document.createElement('div');
                            row.textContent = line;
                            box.append(row);
                        }
                        layer.bindTooltip(box, {sticky: true});
                    },
                }).addTo({{ this._parent.get_name() }});
            })();
        {% endmacro %}
        """
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        style: Callable[[Feature], Mapping[str, Any]],
        words: Callable[[Feature], list[str]] | None = None,
    ) -> None:
        """Compute style and words of every feature of a feature collection."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Features"
        features = data["features"]
        self.styles = escaped_json([dict(style(feature)) for feature in features])
        self.words = escaped_json([words(one) if words else [] for one in features])
        self.data = escaped_json(
            [
                {"type": "Feature", "at": at, "geometry": feature["geometry"]}
                for at, feature in enumerate(features)
                if feature["geometry"] is not None
            ]
        )


class Key(MacroElement):
    """A legend: a title and rows of colour and label, as text."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}
            <section class="map-key"><h2>{{ this.title }}</h2><ul>
            {%- for colour, label in this.rows -%}
                <li><span style="background:{{ colour }}"></span>{{ label }}</li>
            {%- endfor -%}
            </ul></section>
        {% endmacro %}
        """
    )

    def __init__(self, title: str, rows: Mapping[str, str]) -> None:
        """Make a legend whose rows map colours to labels."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Key"
        self.title = _markup(title)
        self.rows = [
            (_markup(colour), _markup(label)) for colour, label in rows.items()
        ]


class SelfHostedMap(folium.Map):
    """An analyst's own Folium map: no third-party host, same input, same bytes.

    Leaflet is written into the page, or linked from ``assets``, a folder of one's own
    host. The projection is Equal Earth unless ``crs`` says otherwise, centred on
    Greenwich, since GeoJSON is cut at 180 degrees.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}{{ this.head }}{% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id="{{ this.get_name() }}" role="region"
                aria-label="{{ this.label }}"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            {{ this.projection }}
            const {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
        """
    )

    def __init__(
        self,
        *,
        title: str,
        lang: str = "en",
        assets: str | None = None,
        leaflet: Path = LEAFLET,
        **options: Any,
    ) -> None:
        """Make a map with a title and a language, as every page should have."""
        chosen = {
            "attribution_control": False,
            "crs": "EqualEarth",
            "prefer_canvas": True,
            "zoom_snap": 0.25,
        }
        super().__init__(tiles=None, **{**chosen, **options})
        _own_assets(self)
        self.label = _markup(title)
        self.projection = _raw(_equal_earth())
        self.head = _raw(_STYLE)
        if assets is None:
            self.head = _raw(_inlined(leaflet) + _STYLE)
        else:
            self.default_js.append(("leaflet", f"{assets}/leaflet.js"))
            self.default_css.append(("leaflet_css", f"{assets}/leaflet.css"))
        self._page = _Page(title, lang)
        self._page.add_child(self)

    def render(self, **kwargs: Any) -> str:
        """Render into the page, having refused what would execute text."""
        for at, element in enumerate(_walk(self)):
            element._id = str(at)  # noqa: SLF001  # Folium's are random
            _refuse_unsafe(element)
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        _refuse_hosts(self._page, own=[url for _, url in self.default_js])
        return ""


class _Page(Figure):
    """A document with a language and a title, which a reader can zoom."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang }}">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<title>{{ this.title }}</title>\n"
        "{{ this.header.render(**kwargs) }}\n</head>\n"
        "<body>\n{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str, lang: str) -> None:
        super().__init__(title=html.escape(title))
        self.header._children.clear()  # noqa: SLF001  # Folium's own meta element
        self.lang = html.escape(lang)


_STYLE = """<style>
html, body { height: 100%; margin: 0; }
.folium-map { position: relative; height: 100%; background: #edf1f3; }
.map-key { position: absolute; inset: auto auto 1rem 1rem; z-index: 1000;
    padding: 0.5rem 0.75rem; background: #fff; font: 13px/1.5 system-ui, sans-serif; }
.map-key h2 { margin: 0; font-size: 13px; }
.map-key ul { margin: 0; padding: 0; list-style: none; }
.map-key span { display: inline-block; width: 1rem; height: 0.75rem;
    margin-inline-end: 0.5rem; }
</style>"""


def _own_assets(own: folium.Map) -> None:
    """Give a map lists of its own: Folium's belong to every map of the process."""
    own.default_js = []
    own.default_css = []


def _markup(text: str) -> str:
    """Escape text for HTML that Folium will compile as a template once more."""
    return html.escape(text).replace("{", "&#123;")


def _raw(text: str) -> str:
    """Keep Jinja, which Folium runs over rendered text, away from braces of code."""
    return "{% raw %}" + text + "{% endraw %}"


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        msg = f"{path}: not found; run `npm ci`, or give assets='/your/leaflet/folder'"
        raise MapError(msg) from None


def _inlined(leaflet: Path) -> str:
    """Return Leaflet as elements of a head, its pictures as data."""

    def data(found: re.Match[str]) -> str:
        picture = base64.b64encode((leaflet / found[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    script = _read(leaflet / "leaflet.js").replace("</script", "<\\/script")
    style = _IMAGE.sub(data, _read(leaflet / "leaflet.css"))
    return f"<style>{style}</style><script>{script}</script>"


def _equal_earth() -> str:
    """Return the projection of the atlas as a classic script, shifted to Greenwich."""
    formulas = _read(MODULES / "projection.js").replace("\nexport ", "\n")
    return f"""(function () {{
    {formulas}
    const half = 0.5 / EXTENT.x;
    L.CRS.EqualEarth = L.extend({{}}, L.CRS.Earth, {{
        projection: {{
            project: ({{lng, lat}}) => L.point(...project(lng + CENTRAL_MERIDIAN, lat)),
            unproject: ({{x, y}}) => {{
                const [lon, lat] = unproject(x, y);
                return L.latLng(lat, lon - CENTRAL_MERIDIAN);
            }},
            bounds: L.bounds([-EXTENT.x, -EXTENT.y], [EXTENT.x, EXTENT.y]),
        }},
        transformation: new L.Transformation(half, 0.5, -half, half * EXTENT.y),
        wrapLng: null,
    }});
}})();"""


def _walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():  # noqa: SLF001  # Folium has no other way
        yield from _walk(child)


def _refuse_unsafe(element: Element) -> None:
    """Refuse an element that writes text as markup or as code, or asks another host."""
    for kind, instead in _UNSAFE.items():
        if isinstance(element, kind):
            msg = f"{kind.__name__}: would execute text or ask a host; use {instead}"
            raise MapError(msg)
    if isinstance(element, folium.GeoJson):
        _refuse_computed(element)


def _refuse_computed(layer: folium.GeoJson) -> None:
    """Refuse data that Folium would fetch late, or take for a template."""
    written = json.dumps(layer.data, ensure_ascii=False)
    mark = next((mark for mark in _TEMPLATE_MARKS if mark in written), None)
    if mark or not layer.embed:
        why = f"holds '{mark}', which Folium would compute" if mark else "embed=False"
        msg = f"GeoJson: {why}; use Features"
        raise MapError(msg)


def _refuse_hosts(page: Figure, own: list[str]) -> None:
    """Refuse a page that loads a script or a style from a host that is not its own."""
    for link in _walk(page.header):
        if isinstance(link, JavascriptLink | CssLink) and _foreign(link.url, own):
            msg = f"{link.url}: a map must not ask another host; leave that plugin out"
            raise MapError(msg)


def _foreign(url: str, own: list[str]) -> bool:
    mine = {address.rsplit("/", 1)[0] for address in own}
    return "//" in url and url.rsplit("/", 1)[0] not in mine
