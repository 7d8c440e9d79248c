"""What an answer says beside its features."""

from dataclasses import dataclass

from app.api.links import Link


@dataclass(frozen=True, slots=True)
class Context:
    """The links of an answer, when its features were generated, and where we are."""

    links: tuple[Link, ...]
    time_stamp: str
    base: str
