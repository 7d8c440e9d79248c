"""The page's colours, read from its own style sheet, so that nobody keeps two lists.

``tokens.css`` says every colour as ``light-dark(day, night)``, which no SVG renderer
reads: a picture takes one side.
"""

import re
from collections.abc import Mapping
from typing import Literal

Theme = Literal["light", "dark"]

_TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\((.+?)\);")
_RGB = re.compile(r"rgb\((\d+) (\d+) (\d+) / ([\d.]+)%\)")


def read_colours(css: str, theme: Theme) -> Mapping[str, str]:
    """Return each colour token of ``tokens.css`` as SVG 1.1 reads it.

    >>> read_colours("--ink: light-dark(#14191f, rgb(0 0 0 / 60%));", "dark")
    {'ink': 'rgba(0,0,0,0.6)'}
    """
    side = 0 if theme == "light" else 1
    return {name: _plain(_sides(value)[side]) for name, value in _TOKEN.findall(css)}


def _sides(value: str) -> tuple[str, str]:
    day, night = re.split(r",\s*(?![^(]*\))", value)
    return day.strip(), night.strip()


def _plain(colour: str) -> str:
    match = _RGB.fullmatch(colour)
    if match is None:
        return colour
    red, green, blue, percent = match.groups()
    return f"rgba({red},{green},{blue},{float(percent) / 100:g})"
