"""The catalogues are translations: in the language, in its grammar, with its signs."""

import json
import re
from pathlib import Path

import pytest
from babel import Locale

import geodata
from app.pages.words import CATALOGUES, ENDONYMS, Words
from geodata.reading import read_yaml

LANGUAGES = [lang for lang in ENDONYMS if lang != "en"]
VOCABULARIES = read_yaml(Path(geodata.__file__).with_name("vocabularies.yaml")).data
VECTORS = Path(__file__).parents[1] / "vectors"

# Words that a language has in common with English, and nothing else.
SHARED = {
    "fr": {
        *("Collection", "Collections", "Corrections", "Date", "Drones", "Incident"),
        *("Incidents", "Options", "Pause", "Sources", "Suggestions"),
        *("{count} suggestion", "{count} suggestions"),
    },
    "es": {"Drones", "No"},
    "ar": set(),
    "ru": set(),
    "zh": set(),
}
NAMES = {"API"}

# The forms of a language that stand for one number, and need not write it.
EXACT = {"ar": {"zero", "one", "two"}}

# What a text of the language never has, beside the holes; shown in a failure.
LETTER = {"ar": "[\u0621-\u064a]", "zh": "[\u4e00-\u9fff]"}
NEVER = {
    "fr": r"[^\u202f][;!?»]|[^\u202f\d]:|«(?!\u202f)|\"",
    "es": r"\"| [;:!?»]|« |^[^¿]*\?",
    "ar": rf"{LETTER['ar']}[,;?]|[,;?]{LETTER['ar']}|[\u0660-\u0669]|\"",
    "ru": r"\"| [;:!?»]|« ",
    "zh": rf"{LETTER['zh']}[,;:?!(]|[,;:?!)]{LETTER['zh']}|\"",
}

# Vocabularies of which the pages tell the meaning of a word beside it.
EXPLAINED = {
    **{
        name: name
        for name in ("technologies", "statuses", "policy_statuses", "directions")
    },
    **{name: name for name in ("chinese_models", "legal_bases")},
    "evidence": "evidence_grades",
}


def catalogue(lang):
    return json.loads((CATALOGUES / f"{lang}.json").read_text(encoding="utf-8"))


ENGLISH = catalogue("en")


def forms(text):
    return {"other": text} if isinstance(text, str) else text


def holes(text):
    return sorted(re.findall(r"\{\w+\}", text))


def texts(lang):
    """Yield the key, the plural form and the text of everything a language says."""
    for key, text in catalogue(lang).items():
        for form, pattern in forms(text).items():
            yield key, form, pattern


def english_texts():
    labels = (term["label"] for terms in VOCABULARIES.values() for term in terms)
    said = (text for pattern in ENGLISH.values() for text in forms(pattern).values())
    return {*labels, *said}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_has_every_plural_form_of_the_language_or_none(lang):
    wanted = {*Locale.parse(lang).plural_form.tags, "other"}
    own = catalogue(lang)
    counted = {key for key, text in ENGLISH.items() if not isinstance(text, str)}
    assert {key for key, text in own.items() if not isinstance(text, str)} == counted
    wrong = {key: set(own[key]) for key in counted if own[key].keys() != wanted}
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_plural_form_has_its_holes(lang):
    wrong = {}
    for key, form, text in texts(lang):
        wanted = set(holes(forms(ENGLISH.get(key, ""))["other"]))
        missing = wanted - set(holes(text))
        if form in EXACT.get(lang, ()):
            missing -= {"{count}"}
        if missing or not set(holes(text)) <= wanted:
            wrong[key, form] = text
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_left_in_english(lang):
    english = english_texts() - SHARED[lang] - NAMES
    left = {
        key: text
        for key, _, text in texts(lang)
        if text in english and re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", text))
    }
    assert left == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_shared_words_has_no_idle_entry(lang):
    said = {text for _, _, text in texts(lang)}
    assert SHARED[lang] - said == set()


@pytest.mark.parametrize("lang", ["ar", "ru", "zh"])
def test_a_text_is_in_the_script_of_its_language(lang):
    script = {**LETTER, "ru": "[\u0430-\u044f]"}[lang]
    bare = {
        key: text
        for key, _, text in texts(lang)
        if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text))
        and not re.search(script, text, re.IGNORECASE)
    }
    assert set(bare.values()) <= NAMES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_punctuation_is_that_of_the_language(lang):
    wrong = {
        (key, form): text
        for key, form, text in texts(lang)
        if re.search(NEVER[lang], text)
    }
    assert wrong == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_pages_explain_is_explained(lang, shelf):
    wanted = {f"meaning.collections.{layer}" for layer in shelf.layers}
    wanted |= {
        f"meaning.{name}.{term['id']}"
        for name, vocabulary in EXPLAINED.items()
        for term in VOCABULARIES[vocabulary]
    }
    said = {key for key in catalogue(lang) if key.startswith("meaning.")}
    assert said == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_is_left_over_of_a_word_that_is_gone(lang):
    known = {term["id"] for terms in VOCABULARIES.values() for term in terms}
    named = {
        key.split(".", 2)[2]
        for key in catalogue(lang)
        if key.startswith("term.") and not key.startswith("term.regions.")
    }
    assert named <= known


@pytest.mark.parametrize(
    "case", json.loads((VECTORS / "counts.json").read_text("utf-8"))["cases"]
)
def test_a_number_takes_its_form(case):
    words = Words.read(case["lang"], {}, {})
    assert words.say(case["key"], count=case["count"]) == case["said"]
