"""The exported atlas behind a plain file server: it is the same atlas."""

import functools
import http.server
import subprocess
import threading

import pytest

from tests.browser.reading import open_view, ranking, sentence, tallies
from tests.serving import ATLAS


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        """Say nothing: the test says what went wrong."""


@pytest.fixture(scope="module")
def copy(built, tmp_path_factory):
    """The address of a plain file server over an export of the real records."""
    target = tmp_path_factory.mktemp("export") / "site"
    command = [ATLAS, "export", target, "--build", built]
    subprocess.run(command, capture_output=True, check=True)
    handler = functools.partial(Quiet, directory=target)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    "query", ["", "technology=facial-recognition&datetime=../2018"]
)
def test_the_copy_shows_what_the_atlas_shows(new_page, site, copy, query):
    served, copied = new_page(), new_page()
    open_view(served, site, query)
    open_view(copied, copy, query)
    assert sentence(copied) == sentence(served)
    assert ranking(copied) == ranking(served)


def test_a_profile_opens_beside_the_map_and_as_a_page(new_page, copy):
    page = new_page(viewport={"width": 1200, "height": 800})
    open_view(page, copy, "select=KHM")
    heading = page.locator("#profile h2").first
    assert heading.inner_text() == "Cambodia"
    page.goto(f"{copy}/country/KHM")
    assert page.locator("h1, h2").filter(has_text="Cambodia").count() > 0


def test_the_embed_of_the_copy_is_the_view_of_its_address(new_page, site, copy):
    view = "country=KHM&datetime=../2018"
    said = []
    for where in (site, copy):
        page = new_page(viewport={"width": 600, "height": 400})
        open_view(page, where, view, path="/embed")
        said.append(tallies(sentence(page)))
    assert said[0] == said[1]
    assert said[0]["deployments"] > 0


def test_the_copy_can_be_read_without_a_script(new_page, copy):
    page = new_page(java_script_enabled=False)
    page.goto(f"{copy}/")
    assert "Cambodia" in page.locator("#ranking").inner_text()
    page.goto(f"{copy}/data")
    address = page.locator('a[href$="deployments.geojson"]').get_attribute("href")
    found = page.request.get(copy + address).json()["features"]
    assert len(found) > 100
