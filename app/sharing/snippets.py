"""The lines an editor pastes: an iframe of fixed shape, or one that fits itself."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from app.sharing.options import EmbedOptions, write_options
from app.view import View, write_view

DEFAULT_WIDTH, DEFAULT_HEIGHT = 800, 600
SMALLEST_WIDTH, SMALLEST_HEIGHT = 280, 320
LOADER = "js/fit.js"


@dataclass(frozen=True, slots=True)
class Frame:
    """An embed as somebody else's page holds it; width and height in CSS pixels."""

    address: str
    title: str
    width: int = DEFAULT_WIDTH
    height: int = DEFAULT_HEIGHT

    def fixed(self) -> str:
        """Return an iframe that is as wide as its column and as high as it says.

        Without a border and lazy: an embed far down an article costs its reader
        nothing. ``allow`` stays empty, because the embed asks for no permission.
        """
        return (
            f'<iframe src="{escape(self.address)}" title="{escape(self.title)}" '
            f'width="{self.width}" height="{self.height}" loading="lazy" '
            'style="width:100%;border:0" allowfullscreen></iframe>'
        )

    def fitted(self, loader: str) -> str:
        """Return the iframe with the script that gives it the height it asks for."""
        return f'{self.fixed()}\n<script async src="{escape(loader)}"></script>'


def embed_address(base: str, view: View, options: EmbedOptions) -> str:
    """Return the absolute address of the embed of a view."""
    said = [write_view(view)]
    said += [
        f"{name}={quote(value, safe='')}"
        for name, value in write_options(options).items()
    ]
    query = "&".join(part for part in said if part)
    return f"{base}/embed?{query}" if query else f"{base}/embed"
