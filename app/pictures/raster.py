"""SVG into PNG, by resvg: the same pixels on every machine, with our own typeface."""

from collections.abc import Sequence

import resvg_py


def rasterise(svg: str, fonts: Sequence[str]) -> bytes:
    """Return a PNG of the SVG's own size; ``fonts`` are the only ones it may use."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg, font_files=list(fonts), skip_system_fonts=True
        )
    )
