"""Draw a scene as SVG, which an editor can change and a screen reader can speak.

There is no script, no style sheet and no address in it: the file stands alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from app.pictures.captions import Foot, Head
from app.pictures.classes import class_of
from app.pictures.paint import Size, fill, stroke
from app.pictures.projection import eastward, project
from app.pictures.scene import Mark, Scene
from app.pictures.world import Frame, Outlines, World, frame

FONT = "Noto Sans, system-ui, sans-serif"


def draw(scene: Scene, world: World, size: Size, colours: Mapping[str, str]) -> str:
    """Return the picture as an SVG document, the same bytes for the same scene."""
    head, foot = Head.of(scene, size), Foot.of(scene, size, colours)
    box = size.height - head.height - foot.height
    placed = frame(size.width, box * 0.98).moved(head.height)
    parts = [
        *_opening(scene, size, colours),
        *_ground(world, placed, colours),
        *_countries(scene, world, placed, colours),
        *_marks(scene.marks, placed, size, colours),
        *_margins(head.height, foot.height, size, colours),
        *head.draw(colours),
        *foot.draw(size.height - foot.height, colours),
        "</svg>",
    ]
    return "".join(parts)


def _opening(scene: Scene, size: Size, colours: Mapping[str, str]) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width}" '
        f'height="{size.height}" viewBox="0 0 {size.width} {size.height}" role="img" '
        f'aria-labelledby="title desc" lang={quoteattr(scene.lang)} '
        f'font-family="{FONT}">'
    )
    yield f'<title id="title">{escape(scene.title)}</title>'
    yield f'<desc id="desc">{escape(scene.description)}</desc>'
    yield f"<defs>{_hatch('hatch', colours['hatch-member'])}"
    yield f"{_hatch('hatch-dark', colours['hatch-member-dark'])}"
    yield f"{_dots(colours['state-searched'])}</defs>"
    yield f'<rect width="100%" height="100%"{fill(colours["paper"])}/>'


def _hatch(name: str, colour: str) -> str:
    """Return a tile of one diagonal; a turned pattern would cost a renderer a third."""
    diagonal = "M-1 1L1-1M0 5L5 0M4 6L6 4"
    return (
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse">'
        f'<path d="{diagonal}"{stroke(colour, 0.8)}/></pattern>'
    )


def _dots(colour: str) -> str:
    return (
        '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<g{fill(colour)}><circle cx="1.5" cy="1.5" r=".75"/>'
        '<circle cx="4.5" cy="4.5" r=".75"/></g></pattern>'
    )


def _margins(
    above: float, below: float, size: Size, colours: Mapping[str, str]
) -> Iterator[str]:
    """Cover what of the map runs out of its box; clipping costs a renderer far more."""
    for y, height in ((0, above), (size.height - below, below)):
        yield f'<rect y="{y:.1f}" width="{size.width}" height="{height:.1f}"'
        yield f"{fill(colours['paper'])}/>"


def _ground(world: World, placed: Frame, colours: Mapping[str, str]) -> Iterator[str]:
    sphere = world.outlines(placed).sphere
    yield f'<path d="{sphere}"{fill(colours["ocean"])}/>'


def _countries(
    scene: Scene, world: World, placed: Frame, colours: Mapping[str, str]
) -> Iterator[str]:
    """Yield one path for each tone and pattern: a renderer pays for every fill."""
    outlines = world.outlines(placed)
    tones: dict[str, list[str]] = defaultdict(list)
    patterns: dict[str, list[str]] = defaultdict(list)
    for code, path in outlines.countries.items():
        rank = class_of(scene.counts.get(code, 0), scene.breaks)
        tones[_tone(scene, code, rank, colours)].append(path)
        for pattern in _patterns(scene, code, rank):
            patterns[pattern].append(path)
    border = stroke(colours["border"], 0.6)
    yield f'<g stroke-linejoin="round"{border}>'
    for tone, drawn in tones.items():
        yield f'<path d="{"".join(drawn)}"{fill(tone)}/>'
    yield "</g>"
    for pattern, drawn in sorted(patterns.items()):
        yield f'<path d="{"".join(drawn)}" fill="url(#{pattern})"/>'
    yield from _lines(scene, outlines, colours)


def _patterns(scene: Scene, code: str, rank: int) -> Iterator[str]:
    if scene.states.get(code) == "searched" and not rank:
        yield "dots"
    if code in scene.members:
        yield "hatch-dark" if rank > 3 else "hatch"  # noqa: PLR2004


def _lines(
    scene: Scene, outlines: Outlines, colours: Mapping[str, str]
) -> Iterator[str]:
    dashes = stroke(colours["disputed-line"], 0.9)
    yield f'<path d="{outlines.disputed}" fill="none" stroke-dasharray="3 2.4"'
    yield f"{dashes}/>"
    countries = outlines.countries
    chosen = "".join(countries[c] for c in sorted(scene.selected & countries.keys()))
    if chosen:
        selection = stroke(colours["selection"], 2)
        yield f'<path d="{chosen}" fill="none"{selection}/>'


def _tone(scene: Scene, code: str, rank: int, colours: Mapping[str, str]) -> str:
    if rank:
        return colours[f"count-{rank}"]
    state = scene.states.get(code, "out-of-scope")
    token = {"out-of-scope": "state-out", "not-researched": "state-not-researched"}
    return colours[token.get(state, "land")]


def _marks(
    marks: Iterable[Mark], placed: Frame, size: Size, colours: Mapping[str, str]
) -> Iterator[str]:
    radius = size.unit * 0.34
    halo = stroke(colours["halo"], 0.8)
    for mark in marks:
        x, y = placed.place(project([(eastward(mark.lon), mark.lat)]))[0]
        colour = colours[mark.token]
        paint = f"{fill(colour)}{halo}"
        if not mark.certain:
            paint = f"{fill(colours['halo'])}{stroke(colour, 1.3)}"
        if mark.shape == "circle":
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"{paint}/>'
        else:
            r = radius * 1.3
            corners = f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}-{r:.1f} {r:.1f}"
            yield f'<path d="{corners}-{r:.1f}-{r:.1f}z"{paint}/>'
