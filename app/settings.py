"""What an operator can set, read from ``ATLAS_...`` variables of the environment.

Everything has a default that serves one machine well; nothing is read at import.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.requests import HTTPConnection

# Beside the packages: the place `atlas build` fills, wherever the command is run.
CHECKOUT = Path(__file__).parent.parent
DEFAULT_BUILD = CHECKOUT / "build"


class Settings(BaseSettings):
    """How this server runs; ``ATLAS_PORT=9000`` sets ``port``."""

    model_config = SettingsConfigDict(env_prefix="ATLAS_", frozen=True)

    build: Path = Field(default=DEFAULT_BUILD, description="Folder `atlas build` fills")
    releases: Path = Field(
        default=CHECKOUT / "releases", description="Folder `atlas release` fills"
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on")
    workers: int = Field(default=1, ge=1, description="Server processes")
    public_url: str | None = Field(
        default=None,
        description="Address readers use, written into links; else the request's Host",
        pattern=r"^https?://[^\s?#]+[^\s?#/]$",
    )
    cache_mb: int = Field(
        default=128, ge=0, description="Memory for finished answers, MB"
    )
    behind_cdn: bool = Field(
        default=False, description="A CDN in front limits clients; we do not"
    )
    requests_per_minute: int = Field(
        default=600, ge=1, description="Each client's share, when not behind a CDN"
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Proxies whose X-Forwarded-* headers are believed",
    )

    log_requests: bool | None = Field(
        default=None, description="Log each request; else only where others reach us"
    )

    @property
    def is_exposed(self) -> bool:
        """Whether other machines can reach us."""
        return self.host not in {"127.0.0.1", "::1", "localhost"}

    @property
    def limits_clients(self) -> bool:
        """Whether each client has a share: when strangers can reach us directly."""
        return self.is_exposed and not self.behind_cdn

    @property
    def logs_requests(self) -> bool:
        """Whether each request is logged, without its reader's address."""
        return self.is_exposed if self.log_requests is None else self.log_requests


def base_url(connection: HTTPConnection) -> str:
    """Return the address links begin with, without a slash at its end."""
    public: str | None = connection.app.state.settings.public_url
    return public or str(connection.base_url).rstrip("/")
