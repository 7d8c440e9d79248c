"""What an editor may choose about an embed beside the view itself.

These parameters stand behind the view's own in the address of ``/embed`` and are no
part of the one grammar: a map, a table or a feed has no use for them. Defaults are left
out, so that the plain embed keeps its plain address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from app.problems import invalid

_SWITCHES = {"on": True, "off": False}
TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOptions:
    """Which parts an embed shows; ``title`` stands above the map in place of ours."""

    timeline: bool = True
    legend: bool = False
    title: str = ""


NAMES = tuple(field.name for field in fields(EmbedOptions))
_DEFAULT = EmbedOptions()


def read_options(values: Mapping[str, str]) -> EmbedOptions:
    """Return the options among the parameters; others are passed over.

    Raises ``Refusal`` naming the option that cannot be read.

    >>> read_options({"timeline": "off", "country": "KHM"}).timeline
    False
    """
    return EmbedOptions(
        timeline=_switch("timeline", values, default=_DEFAULT.timeline),
        legend=_switch("legend", values, default=_DEFAULT.legend),
        title=_title(values.get("title", "")),
    )


def write_options(options: EmbedOptions) -> dict[str, str]:
    """Return the parameters that spell the options, defaults left out, in fixed order.

    >>> write_options(EmbedOptions(legend=True))
    {'legend': 'on'}
    """
    said = {}
    for name in NAMES:
        value = getattr(options, name)
        if value != getattr(_DEFAULT, name):
            said[name] = value if isinstance(value, str) else _spell(on=value)
    return said


def _spell(*, on: bool) -> str:
    return "on" if on else "off"


def _switch(name: str, values: Mapping[str, str], *, default: bool) -> bool:
    text = values.get(name, _spell(on=default))
    if text not in _SWITCHES:
        raise invalid(name, text, "on or off", "off")
    return _SWITCHES[text]


def _title(text: str) -> str:
    title = " ".join(text.split())
    if len(title) > TITLE_LENGTH:
        expected = f"a title of at most {TITLE_LENGTH} characters"
        raise invalid("title", text, expected, "Cameras in Phnom Penh")
    return title
