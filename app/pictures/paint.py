"""Sizes and colours as SVG writes them.

Half transparent colours become a colour and an opacity apart, because SVG 1.1 renderers
know no ``rgba``.
"""

import re
from dataclasses import dataclass

_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def unit(self) -> float:
        """A hundredth of the root of the area: the measure of type and margins."""
        return float((self.width * self.height) ** 0.5 / 100)


def fill(colour: str) -> str:
    """Return the attribute, with a space before it.

    >>> fill("#14191f")
    ' fill="#14191f"'
    """
    return _paint("fill", colour)


def stroke(colour: str, width: float) -> str:
    """Return the attributes of a line ``width`` pixels wide, with a space before them.

    >>> stroke("rgba(20,45,75,0.26)", 0.9)
    ' stroke="rgb(20,45,75)" stroke-opacity="0.26" stroke-width="0.9"'
    """
    return f'{_paint("stroke", colour)} stroke-width="{width:g}"'


def _paint(name: str, colour: str) -> str:
    match = _RGBA.fullmatch(colour)
    if match is None:
        return f' {name}="{colour}"'
    red, green, blue, opacity = match.groups()
    return f' {name}="rgb({red},{green},{blue})" {name}-opacity="{opacity}"'
