"""Text from records is text everywhere, whatever it looks like.

The checks would refuse much of this, so the records are spoiled after they were read: a
page must not rely on what a curator was stopped from typing.
"""

import dataclasses

import pytest

from app import commands
from tests.browser.reading import open_view
from tests.conftest import made_once
from tests.serving import serving

HOSTILE = (
    "<img src=/trap onerror=alert(1)>${alert(2)}</script><script>alert(3)</script>"
    "`{{7*7}}\"'&lt;b&gt;"
)
RECORD = "khm-phnom-penh-cctv"
SPOILED = ("title", "summary", "place", "operator", "disputed", "note")
PLACES = {
    "list and map": ("/", ""),
    "table": ("/", "form=table&country=KHM"),
    "profile of a record": ("/", f"select={RECORD}"),
    "profile of a country": ("/", "select=KHM"),
    "profile of a supplier": ("/", "select=supplier:huawei"),
    "embed": ("/embed", f"select={RECORD}"),
}


def spoil(model, fields):
    """Return a copy of a model with hostile text in those of the fields it has."""
    known = type(model).model_fields.keys()
    return model.model_copy(update={name: HOSTILE for name in fields if name in known})


def spoiled(collection):
    """Return the collection with hostile text in all that people typed."""
    return dataclasses.replace(
        collection,
        records={i: spoil(r, SPOILED) for i, r in collection.records.items()},
        sources={i: spoil(s, ("title",)) for i, s in collection.sources.items()},
        suppliers={
            i: spoil(s, ("name", "note", "ownership"))
            for i, s in collection.suppliers.items()
        },
    )


@pytest.fixture(scope="module")
def hostile_site(run_folder, tmp_path_factory):
    target = run_folder / "hostile"
    with made_once(target) as mine:
        if mine:
            real, corrections = commands._read()
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(commands, "_read", lambda: (spoiled(real), corrections))
                assert commands.main(["build", "--build", str(target)]) == 0
    log = tmp_path_factory.mktemp("hostile") / "log.txt"
    with serving(target, log) as address:
        yield address


@pytest.fixture
def page(new_page):
    page = new_page(viewport={"width": 1280, "height": 800})
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    yield page
    trapped = [r.url for r in page.recorder.requests if "/trap" in r.url]
    assert trapped == []


def assert_shown_as_text(page):
    assert page.locator("img[src='/trap']").count() == 0
    shown = page.locator("body").inner_text()
    assert "49" not in shown.split("{{7*7}}")[0][-3:]
    assert HOSTILE in shown


@pytest.mark.parametrize("place", PLACES)
def test_hostile_text_is_shown_as_it_is(page, hostile_site, place):
    path, query = PLACES[place]
    open_view(page, hostile_site, query, path)
    if "select=" in query and path == "/":
        page.locator("#profile h2").wait_for()
    if query and path == "/":
        assert_shown_as_text(page)


@pytest.mark.parametrize(
    "path", ["/country/KHM", "/supplier/huawei", f"/record/{RECORD}"]
)
def test_hostile_text_is_shown_as_it_is_in_documents(page, hostile_site, path):
    page.goto(hostile_site + path)
    assert_shown_as_text(page)


def test_hostile_text_under_the_pointer_is_text(page, hostile_site):
    open_view(page, hostile_site, "view=7/11.5564/104.9282")
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator(".atlas-tip").wait_for()
    assert "<img" in page.locator(".atlas-tip").inner_text()
    assert page.locator("img[src='/trap']").count() == 0
