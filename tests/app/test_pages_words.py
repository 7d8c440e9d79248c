"""Every language says everything, with the same holes and the plurals it has."""

import json
import re
from pathlib import Path

import pytest
from babel import Locale

import app
from app.pages.words import CATALOGUES, ENDONYMS, Words
from geodata.reading import read_yaml

APP = Path(app.__file__).parent
OTHERS = [lang for lang in ENDONYMS if lang != "en"]
# Terms are English in the vocabularies themselves.
VOCABULARIES = {
    "technologies": ("technologies",),
    "statuses": ("statuses", "policy_statuses"),
    "evidence": ("evidence_grades",),
    **{
        name: (name,)
        for name in (
            *("place_precisions", "directions", "chinese_models", "legal_bases"),
            *("policy_types", "incident_types", "agreement_types", "search_outcomes"),
        )
    },
}


def catalogue(lang):
    return json.loads((CATALOGUES / f"{lang}.json").read_text(encoding="utf-8"))


ENGLISH = catalogue("en")


def patterns(text):
    return [text] if isinstance(text, str) else list(text.values())


def holes(text):
    return {hole for p in patterns(text) for hole in re.findall(r"\{(\w+)\}", p)}


@pytest.mark.parametrize("lang", OTHERS)
def test_no_text_is_missing_and_none_is_left_over(lang):
    terms = ("meaning.", "term.")
    said = {key for key in catalogue(lang) if not key.startswith(terms)}
    assert said ^ ENGLISH.keys() == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_every_text_has_the_holes_of_the_english_one(lang):
    other = catalogue(lang)
    wrong = {key for key in ENGLISH if holes(ENGLISH[key]) != holes(other[key])}
    assert wrong == set()


@pytest.mark.parametrize("lang", ENDONYMS)
def test_plurals_are_those_of_the_language(lang):
    known = {*Locale.parse(lang).plural_form.tags, "other"}
    for key, text in catalogue(lang).items():
        if not isinstance(text, str):
            assert text.keys() <= known, key
            assert "other" in text, key


@pytest.mark.parametrize("lang", OTHERS)
def test_every_term_of_a_vocabulary_is_named(lang):
    terms = read_yaml(APP.parent / "geodata" / "vocabularies.yaml").data
    said = catalogue(lang)
    missing = {
        f"term.{name}.{term['id']}"
        for name, parts in VOCABULARIES.items()
        for part in parts
        for term in terms[part]
    } - said.keys()
    assert missing == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_every_grade_status_and_technology_is_explained(lang):
    terms = read_yaml(APP.parent / "geodata" / "vocabularies.yaml").data
    names = {"technologies", "statuses", "policy_statuses", "directions"}
    wanted = {f"meaning.{name}.{term['id']}" for name in names for term in terms[name]}
    wanted |= {f"meaning.evidence.{term['id']}" for term in terms["evidence_grades"]}
    assert wanted - catalogue(lang).keys() == set()


@pytest.mark.parametrize("lang", OTHERS)
def test_every_region_is_named(lang, built):
    records = json.loads((built / "map" / "records.json").read_bytes())
    regions = {f"term.regions.{name}" for name in records["countries"]["region"]}
    assert regions - catalogue(lang).keys() == set()


def test_what_the_map_says_is_in_the_catalogue_word_for_word():
    source = (APP / "static/js/map/words.js").read_text(encoding="utf-8")
    said = dict(re.findall(r"'(map\.[\w-]+)': '([^']*)'", source))
    assert said
    assert {key: ENGLISH.get(key) for key in said} == said


def test_the_text_chosen_depends_on_the_count():
    words = Words.read("ru", {}, {})
    said = {n: words.say("sentence.in", records="x", count=n) for n in (1, 3, 5)}
    assert said == {1: "x в 1 стране", 3: "x в 3 странах", 5: "x в 5 странах"}


def test_numbers_are_written_with_digits_that_can_be_typed():
    assert (
        Words.read("ar", {}, {}).number(1234).translate(str.maketrans("", "", ",٬"))
        == "1234"
    )


def test_a_hole_is_filled_once():
    words = Words.read("en", {}, {})
    assert "{count}" in words.say("search.everywhere", text="{count}")
