"""Put the parts together.

The order of the layers around the application is the order in which a request meets
them: manners for all, then the client's share, then the answers that are known already.
"""

from fastapi import FastAPI

from app import changes, logs, pages, problems, releases
from app.api import mapdata, routes, service, views
from app.assets import Assets, AssetsError
from app.assets import router as static_router
from app.metrics import Metrics
from app.middleware import Manners
from app.middleware_cache import AnswerCache
from app.middleware_rate import RateLimit
from app.pages.documents import problem as problem_page
from app.pages.rendering import reference_of
from app.pictures import routes as pictures
from app.serving import Serving
from app.settings import Settings
from app.sharing import routes as sharing
from layers.shelf import ShelfError

_MEGABYTE = 1_000_000


class NotBuiltError(RuntimeError):
    """There is nothing to serve; the message says what would do."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application that serves the build the settings name.

    Raises ``NotBuiltError`` if it was not built or cannot be read.
    """
    settings = settings or Settings()
    app = FastAPI(
        title="Digital Silk Road Atlas", openapi_url=None, docs_url=None, redoc_url=None
    )
    logs.configure(settings)
    app.state.settings = settings
    app.state.metrics = Metrics()
    app.state.caches = []
    app.state.is_copy = False
    try:
        app.state.serving = Serving.open(settings.build)
        app.state.assets = Assets.open(settings.build)
    except (ShelfError, AssetsError, OSError) as error:
        msg = f"nothing to serve: {error}"
        raise NotBuiltError(msg) from error
    app.state.shelf = app.state.serving.shelf
    # A later build takes the folder of this one: what answers later is read now.
    app.state.map_files = mapdata.read_map(app.state.shelf)
    reference_of(app.state.shelf)
    for part in (routes, views, mapdata, service):
        app.include_router(part.router)
    app.include_router(static_router)
    app.include_router(releases.router)
    app.include_router(changes.router)
    app.include_router(pages.router)
    app.include_router(pictures.router)
    app.include_router(sharing.router)
    problems.install(app, problem_page)
    _surround(app, settings)
    return app


def _surround(app: FastAPI, settings: Settings) -> None:
    """Add the layers before routing, the innermost first."""
    app.add_middleware(
        AnswerCache,
        generation=lambda: app.state.serving.stamp,
        budget=settings.cache_mb * _MEGABYTE,
        metrics=app.state.metrics,
        register=app.state.caches,
    )
    if settings.limits_clients:
        app.add_middleware(
            RateLimit,
            per_minute=settings.requests_per_minute,
            metrics=app.state.metrics,
        )
    app.add_middleware(Manners, metrics=app.state.metrics)
