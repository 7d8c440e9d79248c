"""Everything the pages say, in the reader's language.

The catalogues under ``app/static/i18n`` serve Jinja and JavaScript alike
(``app/static/js/words.js``). Plural categories, dates and separators come from CLDR
through Babel, as the browser takes them from CLDR through ``Intl``.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from babel import Locale
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parents[1] / "static" / "i18n"
RIGHT_TO_LEFT = frozenset({"ar"})
ENDONYMS: Mapping[str, str] = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}
_HOLE = re.compile(r"\{(\w+)\}")

Pattern = str | Mapping[str, str]


@dataclass(frozen=True)
class Words:
    """One language: its catalogue, the names of countries, the English labels."""

    lang: str
    catalogue: Mapping[str, Pattern]
    names: Mapping[str, str]
    labels: Mapping[str, Mapping[str, Any]]

    @classmethod
    def read(
        cls,
        lang: str,
        names: Mapping[str, str],
        labels: Mapping[str, Mapping[str, Any]],
    ) -> Self:
        """Read the catalogue of ``lang``, over the English one.

        A text that is new in English is better read in English than not at all; the
        tests see to it that no release has one.
        """
        paths = [CATALOGUES / f"{name}.json" for name in ("en", lang)]
        texts = (path.read_text(encoding="utf-8") for path in paths)
        english, own = map(json.loads, texts)
        return cls(lang, english | own, names, labels)

    @cached_property
    def locale(self) -> Locale:
        """The language's plural rules, dates and separators."""
        return Locale.parse(self.lang)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, as the ``dir`` attribute wants it."""
        return "rtl" if self.lang in RIGHT_TO_LEFT else "ltr"

    def say(self, key: str, **values: str | float) -> str:
        """Return the text of ``key``, its ``{holes}`` filled, plural by ``count``."""
        pattern = self.catalogue[key]
        if not isinstance(pattern, str):
            category = self.locale.plural_form(float(values["count"]))
            pattern = pattern.get(category, pattern["other"])
        return _HOLE.sub(lambda hole: self._filled(hole, values), pattern)

    def beginning(self, prefixes: tuple[str, ...]) -> dict[str, Pattern]:
        """Return the texts whose keys begin with one of ``prefixes``."""
        return {k: v for k, v in self.catalogue.items() if k.startswith(prefixes)}

    def number(self, value: float) -> str:
        """Write a number with the language's separators and the digits 0 to 9."""
        return format_decimal(value, locale=self.locale)

    def term(self, vocabulary: str, identifier: str) -> str:
        """Name a value of a vocabulary; the id itself where nobody has named it."""
        translated = self.catalogue.get(f"term.{vocabulary}.{identifier}")
        if isinstance(translated, str):
            return translated
        label: str = self.labels.get(vocabulary, {}).get(identifier, identifier)
        return label

    def meaning(self, vocabulary: str, identifier: str) -> tuple[str, bool]:
        """Return what a word of a vocabulary means, and whether it is said in English.

        The text is empty where nobody has defined the word.
        """
        translated = self.catalogue.get(f"meaning.{vocabulary}.{identifier}")
        if isinstance(translated, str):
            return translated, False
        definitions = self.labels.get("definitions", {})
        return definitions.get(vocabulary, {}).get(identifier, ""), True

    def joined(self, items: Iterable[str]) -> str:
        """Write a list as the language does."""
        return self.say("join.list").join(items)

    def country(self, iso3: str, english: str) -> str:
        """Name a country."""
        return self.names.get(iso3, english)

    def _filled(self, hole: re.Match[str], values: Mapping[str, str | float]) -> str:
        value = values.get(hole[1], hole[0])
        return value if isinstance(value, str) else self.number(value)
