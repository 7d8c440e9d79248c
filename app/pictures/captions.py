"""The words around a picture's map: title and sentence above, legend and credit below.

Lines are broken by an estimate of their width, since nothing here measures type; the
estimate errs on the wide side, so that words never run out of the picture.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from app.pictures.classes import ranges
from app.pictures.paint import Size, fill, stroke
from app.pictures.scene import Scene

# The mean advance of a letter of the font, in ems.
_ADVANCE = 0.56
_LEADING = 1.28


@dataclass(frozen=True, slots=True)
class Head:
    """The title and the sentence, broken into lines that fit."""

    rows: tuple[tuple[str, float, str, int], ...]
    margin: float

    @classmethod
    def of(cls, scene: Scene, size: Size) -> "Head":
        """Lay out the head of a scene in a picture of this size."""
        margin = size.unit * 3.2
        room = size.width - 2 * margin
        title, sentence = size.unit * 3.4, size.unit * 2
        rows = [
            (text, title, "ink", 600) for text in _wrapped(scene.title, room, title)
        ]
        rows += [
            (text, sentence, "ink-soft", 400)
            for text in _wrapped(scene.sentence, room, sentence)
        ]
        return cls(tuple(rows), margin)

    @property
    def height(self) -> float:
        """Pixels from the top edge to where the map begins."""
        return self.margin * 1.5 + sum(row[1] * _LEADING for row in self.rows)

    def draw(self, colours: Mapping[str, str]) -> Iterator[str]:
        """Yield the lines of text from the top."""
        y = self.margin * 0.75
        for text, height, token, weight in self.rows:
            y += height * _LEADING
            yield f'<text x="{self.margin:.1f}" y="{y:.1f}" font-size="{height:.1f}"'
            yield f' font-weight="{weight}"{fill(colours[token])}>'
            yield f"{escape(text)}</text>"


@dataclass(frozen=True, slots=True)
class Foot:
    """The legend's entries and the credit, placed in rows from its own top."""

    entries: tuple[tuple[float, float, str, str], ...]
    credit: tuple[str, ...]
    type_size: float
    margin: float

    @classmethod
    def of(cls, scene: Scene, size: Size, colours: Mapping[str, str]) -> "Foot":
        """Lay out the foot of a scene in a picture of this size."""
        height, margin = size.unit * 1.6, size.unit * 3.2
        x, y, placed = margin, height * 0.5, []
        for swatch, words in _entries(scene, colours):
            width = height * (1.9 * bool(swatch) + 1.1) + _width(words, height)
            if x > margin and x + width > size.width - margin:
                x, y = margin, y + height * 1.5
            placed.append((x, y, swatch, words))
            x += width
        room = size.width - 2 * margin
        credit = _wrapped(scene.credit, room, height)
        return cls(tuple(placed), tuple(credit), height, margin)

    @property
    def height(self) -> float:
        """Pixels from the end of the map to the bottom edge."""
        rows = len({y for _, y, _, _ in self.entries})
        return self.type_size * (1.5 * rows + _LEADING * len(self.credit) + 2)

    def draw(self, top: float, colours: Mapping[str, str]) -> Iterator[str]:
        """Yield the legend and the credit, beginning at ``top``."""
        height = self.type_size
        outline = stroke(colours["border"], 0.6)
        yield f'<g font-size="{height:.1f}"{fill(colours["ink-soft"])}>'
        for x, y, swatch, words in self.entries:
            indent = height * 1.9 if swatch else 0
            if swatch:
                yield f'<rect x="{x:.1f}" y="{top + y:.1f}" width="{height * 1.5:.1f}"'
                yield f' height="{height:.1f}"{outline} {swatch}/>'
            baseline = top + y + height * 0.86
            yield f'<text x="{x + indent:.1f}" y="{baseline:.1f}">'
            yield f"{escape(words)}</text>"
        y = top + self.height - height * (_LEADING * len(self.credit) - 0.4)
        for line in self.credit:
            yield f'<text x="{self.margin:.1f}" y="{y:.1f}">{escape(line)}</text>'
            y += height * _LEADING
        yield "</g>"


def _entries(scene: Scene, colours: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each swatch as SVG attributes, with its words; the first has no swatch."""
    legend = scene.legend
    yield "", legend.counts
    for at, words in enumerate(ranges(scene.breaks)):
        yield fill(colours[f"count-{at + 1}"]), words
    yield 'fill="url(#hatch)"', legend.member
    yield 'fill="url(#dots)"', legend.searched
    yield fill(colours["state-not-researched"]), legend.not_researched
    yield fill(colours["state-out"]), legend.out_of_scope


def _width(words: str, height: float) -> float:
    return len(words) * height * _ADVANCE


def _wrapped(text: str, room: float, height: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer, height) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
