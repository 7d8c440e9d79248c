"""Pages as readers open them, complete before any script has run.

One renderer serves three uses: the page at its own address, the same profile in the
map's side panel (``app/static/js/ui/panel.js`` fetches the page and adopts its
``article``), and the reader without JavaScript.
"""

from app.pages.routes import router

__all__ = ["router"]
