"""Take pictures of a running atlas, in every width and theme that readers use.

It photographs a server that is already running (``make serve``) instead of starting
one, so that what is seen is exactly what that server shows. Embeds are photographed
inside an article, because that is where they have to fit.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.prepare import installed_browser  # noqa: E402

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = {375: 812, 768: 1024, 1440: 900}
FRAMES = ((320, 400), (600, 400))
VIEWS = {
    "map": "/",
    "years": "/?datetime=2015/2018",
    "table": "/?form=table",
    "country": "/?select=KHM",
    "record": "/?select=khm-phnom-penh-cctv",
    "supplier": "/?select=supplier:huawei",
    "arabic": "/?lang=ar",
    "chinese": "/?lang=zh",
    "country-page": "/country/KHM",
    "record-page": "/record/khm-phnom-penh-cctv",
}
SETTLING_MS = 700


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to take: ``frame`` is the size of an iframe, or nothing."""

    name: str
    path: str
    size: tuple[int, int]
    theme: Theme
    frame: tuple[int, int] | None = None


def shots() -> Iterator[Shot]:
    """Name every picture of the set."""
    for theme in THEMES:
        for width, height in WIDTHS.items():
            for name, path in VIEWS.items():
                yield Shot(f"{name}-{width}-{theme}", path, (width, height), theme)
        for width, height in FRAMES:
            name = f"embed-{width}x{height}-{theme}"
            size = (max(width, 360) + 40, height + 160)
            yield Shot(name, "/embed", size, theme, (width, height))


def open_in_article(page: Page, address: str, frame: tuple[int, int]) -> None:
    """Show an address in an iframe between two paragraphs."""
    width, height = frame
    page.set_content(
        "<!doctype html><p>A paragraph before the map.</p>"
        f'<iframe src="{address}" title="Map" width="{width}" height="{height}" '
        'style="border: 0"></iframe><p>A paragraph after the map.</p>'
    )


def take(browser: Browser, address: str, shot: Shot, target: Path) -> None:
    """Save one picture."""
    width, height = shot.size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=shot.theme
    )
    if shot.frame:
        open_in_article(page, address + shot.path, shot.frame)
    else:
        answer = page.goto(address + shot.path)
        if answer is None or not answer.ok:
            sys.exit(f"{address}{shot.path} did not answer with a page; is it serving?")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLING_MS)
    page.screenshot(path=target)
    page.close()


def main() -> None:
    """Take the whole set, or only the picture that the README shows."""
    parser = argparse.ArgumentParser(description="Take pictures of a running atlas.")
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--to", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--only", default="", help="part of the names to take")
    parser.add_argument("--readme", action="store_true", help="docs/map.png alone")
    asked = parser.parse_args()
    folder = ROOT / "docs" if asked.readme else asked.to
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [Shot("map", "/", (1280, 800), "light")] if asked.readme else shots()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser())
        for shot in wanted:
            if asked.only in shot.name:
                take(browser, asked.address, shot, folder / f"{shot.name}.png")
                print(folder / f"{shot.name}.png", flush=True)


if __name__ == "__main__":
    main()
