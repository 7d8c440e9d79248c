"""What every answer owes: validators, compression, headers, HEAD, OPTIONS, 410."""

import asyncio
import gzip
import json
import logging
import shutil
import sys

import brotli
import httpx
import pytest
import zstandard

from app.api.csv_text import cell, write_csv
from app.encoding import CODINGS
from app.logs import JsonFormatter
from app.main import create_app
from app.metrics import Metrics
from app.middleware import Manners
from app.middleware_cache import AnswerCache
from app.middleware_rate import RateLimit
from app.settings import Settings

ITEMS = "/api/collections/deployments/items?limit=100"
UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize("path", [ITEMS, "/api", "/view.csv", "/api/openapi.json"])
@pytest.mark.parametrize("coding", [*CODINGS, "identity"])
def test_an_answer_is_validated_by_a_strong_etag(atlas, path, coding):
    first = atlas.get(path, **{"Accept-Encoding": coding})
    etag = first.headers["etag"]
    assert etag.startswith('"')
    again = atlas.get(path, 304, **{"If-None-Match": etag, "Accept-Encoding": coding})
    assert not again.content
    assert again.headers["etag"] == etag
    assert "max-age=60" in again.headers["cache-control"]
    assert again.headers["vary"] == first.headers["vary"]


def test_packed_bodies_hold_the_same_and_have_their_own_etags(atlas):
    plain = atlas.client.get(ITEMS, headers={"Accept-Encoding": "identity"})
    etags = {plain.headers["etag"]}
    for coding, unpack in UNPACK.items():
        request = atlas.client.build_request(
            "GET", ITEMS, headers={"Accept-Encoding": coding}
        )
        answer = atlas.client.send(request, stream=True)
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == coding
        assert (
            len(raw) == int(answer.headers["content-length"]) < len(plain.content) / 3
        )
        assert unpack(raw) == plain.content
        etags.add(answer.headers["etag"])
    assert len(etags) == 4


def test_a_stale_validator_gets_the_whole_answer(atlas):
    assert atlas.get(ITEMS, **{"If-None-Match": '"other"'}).content


def test_the_order_of_parameters_does_not_count(atlas):
    one = atlas.get("/api/collections/deployments/items?limit=5&country=KHM")
    other = atlas.get("/api/collections/deployments/items?country=KHM&limit=5")
    assert one.headers["etag"] == other.headers["etag"]
    assert one.content == other.content


@pytest.mark.parametrize("path", [ITEMS, "/api", "/healthz", "/api/nowhere"])
def test_head_says_what_get_would(atlas, path):
    got, headed = atlas.client.get(path), atlas.client.head(path)
    assert headed.status_code == got.status_code
    assert not headed.content
    for name in ("content-type", "content-length", "etag"):
        assert headed.headers.get(name) == got.headers.get(name)


@pytest.mark.parametrize("path", [ITEMS, "/api/nowhere", "/healthz"])
def test_every_origin_may_read(atlas, path):
    answer = atlas.client.get(path, headers={"Origin": "https://paper.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    asked = atlas.client.options(path)
    assert asked.status_code == 204
    assert "GET" in asked.headers["access-control-allow-methods"]


@pytest.mark.parametrize("path", [ITEMS, "/api/nowhere", "/api/docs"])
def test_security_headers_stand_everywhere(atlas, path):
    headers = atlas.client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-request-id"]
    assert "server" not in headers


def test_a_request_id_is_kept_if_it_is_harmless(atlas):
    assert (
        atlas.get("/api", **{"X-Request-Id": "abc-1"}).headers["x-request-id"]
        == "abc-1"
    )
    assert atlas.get("/api", **{"X-Request-Id": "a b"}).headers["x-request-id"] != "a b"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(atlas, method):
    answer = atlas.client.request(method, "/api/collections")
    assert answer.status_code == 405
    assert answer.headers["content-type"] == "application/problem+json"
    assert "GET" in answer.headers["allow"]


def test_a_reader_with_a_browser_gets_problems_as_pages(atlas):
    answer = atlas.get("/api/collections/nothing", 404, Accept="text/html,*/*;q=0.8")
    assert answer.headers["content-type"].startswith("text/html")
    assert '<main id="content"' in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    hostile = "/api/collections/%3Cimg%20src=x%20onerror=alert(1)%3E"
    assert "<img" not in atlas.get(hostile, 404, Accept="text/html").text


def test_a_refused_embed_says_so_within_its_frame(atlas):
    answer = atlas.get("/embed?technology=nothing", 400, Accept="text/html")
    assert "technology: expected" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("query", "parameter", "word"),
    [
        ("datetime=2013-13", "datetime", "2013-13"),
        ("bbox=a,b", "bbox", "a,b"),
        ("limit=-1", "limit", "-1"),
        ("colour=red", "colour", "colour"),
        ("technology=facial", "technology", "facial-recognition"),
        ("country=khm", "country", "KHM"),
        ("sortby=colour", "sortby", "colour"),
        ("properties=colour", "properties", "colour"),
        ("certainty=maybe", "certainty", "maybe"),
        ("limit=1&limit=2", "limit", "1,2"),
    ],
)
def test_a_bad_parameter_is_named_shown_and_answered_with_an_example(
    atlas, query, parameter, word
):
    problem = atlas.problem(f"/api/collections/deployments/items?{query}")
    assert problem["parameter"] == parameter
    assert word in json.dumps(problem)
    assert problem.get("example") or problem["allowed"]


def test_a_filter_of_another_collection_is_refused_with_the_filters_there_are(atlas):
    problem = atlas.problem("/api/collections/policies/items?technology=dna-collection")
    assert "policies have no technology" in problem["detail"]
    assert "status" in problem["allowed"]


def test_what_never_was_is_not_found(atlas):
    for path in (
        "/api/collections/nothing",
        "/api/collections/places/nothing",
        "/api/collections/deployments/items/nothing",
        "/problems/nothing",
        "/map/0/records.json",
    ):
        atlas.problem(path, 404)


def test_what_was_withdrawn_is_gone_with_the_reason(atlas, shelf):
    if not shelf.tombstones:
        pytest.skip("no record was withdrawn yet")
    for name, reason in shelf.tombstones.items():
        problem = atlas.problem(f"/api/collections/deployments/items/{name}", 410)
        assert reason in problem["detail"]


def test_the_service_tells_how_it_is(atlas, shelf):
    assert atlas.get("/healthz").text == "ok\n"
    assert shelf.digest in atlas.get("/readyz").text
    atlas.get(ITEMS)
    text = atlas.get("/metrics").text
    assert 'atlas_requests_total{method="GET",status="200"}' in text
    assert f'atlas_info{{release="{shelf.release}"' in text


def test_the_api_catalog_leads_to_the_api(atlas):
    answer = atlas.get("/.well-known/api-catalog")
    assert answer.headers["content-type"].startswith("application/linkset+json")
    linkset = answer.json()["linkset"]
    assert atlas.get(linkset[0]["item"][0]["href"]).json()["links"]


def test_map_files_are_packed_and_never_change(atlas, shelf):
    path = f"/map/{shelf.digest}/records.json"
    answer = atlas.get(path, **{"Accept-Encoding": "br"})
    assert answer.headers["content-encoding"] == "br"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.json() == json.loads((shelf.path / "map/records.json").read_bytes())
    atlas.get(path, 304, **{"If-None-Match": answer.headers["etag"]})


def test_cells_that_look_like_formulas_are_made_harmless():
    assert [cell(text) for text in ("=1", "+1", "-1", "@x", "\tx")] == [
        "'=1", "'+1", "'-1", "'@x", "'\tx",
    ]  # fmt: skip
    geometry = {"type": "Point", "coordinates": [-1.5, -2.5]}
    row = {"id": "a", "geometry": geometry, "properties": {"n": -3}}
    assert write_csv([row], ["n"]).decode().splitlines()[1] == "a,-3,-1.5,-2.5"


# The layers before routing, alone.


def ask(app, path="/", **headers):
    async def asked():
        transport = httpx.ASGITransport(app, client=("192.0.2.1", 1))
        async with httpx.AsyncClient(
            transport=transport, base_url="http://t"
        ) as client:
            return await client.get(path, headers=headers)

    return asyncio.run(asked())


class Counting:
    """An application that counts how often it is asked."""

    def __init__(self, body=b"x" * 1000, status=200, headers=()):
        self.asked = 0
        self.body, self.status, self.headers = body, status, headers

    async def __call__(self, _scope, _receive, send):
        self.asked += 1
        await asyncio.sleep(0.01)
        if self.body is None:
            message = "broken"
            raise RuntimeError(message)
        start = {"type": "http.response.start", "status": self.status}
        headers = [(b"content-type", b"text/plain"), *self.headers]
        await send({**start, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


def cached(app, budget=1_000_000, generation=lambda: "g"):
    return AnswerCache(app, generation, budget, Metrics(), [])


def test_an_answer_is_computed_once():
    inner = Counting()
    cache = cached(inner)
    for _ in range(3):
        assert ask(cache).content == inner.body
    assert inner.asked == 1


def test_many_who_ask_at_once_wait_for_one_answer():
    inner = Counting()
    cache = cached(inner)

    async def asked():
        transport = httpx.ASGITransport(cache)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://t"
        ) as client:
            return await asyncio.gather(*(client.get("/") for _ in range(20)))

    answers = asyncio.run(asked())
    assert {answer.content for answer in answers} == {inner.body}
    assert inner.asked == 1


def test_another_generation_makes_every_answer_stale():
    inner, generation = Counting(), ["a"]
    cache = cached(inner, generation=lambda: generation[0])
    etag = ask(cache).headers["etag"]
    generation[0] = "b"
    answer = ask(cache, **{"If-None-Match": etag})
    assert (answer.status_code, inner.asked) == (200, 2)
    assert answer.headers["etag"] != etag


def test_hosts_do_not_share_answers():
    cache = cached(Counting())
    one, other = ask(cache, Host="a.example"), ask(cache, Host="b.example")
    assert one.headers["etag"] != other.headers["etag"]


def test_the_cache_keeps_within_its_budget():
    cache = cached(Counting(), budget=10_000)
    for number in range(50):
        ask(cache, f"/{number}")
        assert cache.bytes <= 10_000
    assert cache.bytes > 0


@pytest.mark.parametrize(
    "inner",
    [Counting(status=404), Counting(headers=[(b"cache-control", b"no-store")])],
)
def test_errors_and_what_says_so_are_not_kept(inner):
    cache = cached(inner)
    before = inner.asked
    for _ in range(2):
        answer = ask(cache)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
    assert inner.asked == before + 2


def test_a_client_that_asks_too_much_is_told_when_to_come_back():
    limited = RateLimit(Counting(), 3, Metrics())
    codes = [ask(limited).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = ask(limited)
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["status"] == 429


def test_what_nobody_foresaw_is_a_problem_without_a_word_of_the_fault(caplog):
    answer = ask(Manners(Counting(None), Metrics()))
    assert answer.status_code == 500
    assert answer.json()["title"] == "The service failed"
    assert "broken" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "request failed" in caplog.text


def test_the_log_tells_the_request_and_not_the_reader(caplog):
    caplog.set_level("INFO", "atlas.access")
    ask(Manners(Counting(), Metrics()), "/x?q=secret", **{"User-Agent": "Someone"})
    entry = json.loads(caplog.records[-1].getMessage())
    assert {"request_id", "method", "path", "status", "bytes", "ms"} == set(entry)
    for word in ("secret", "Someone", "192.0.2.1"):
        assert word not in caplog.text


def test_a_fault_is_logged_as_one_line_with_its_request():
    try:
        int("broken")
    except ValueError:
        record = logging.LogRecord(
            "atlas.access", logging.ERROR, "x", 1, "request failed", (), sys.exc_info()
        )
    record.request_id = "abc"
    line = JsonFormatter().format(record)
    assert "\n" not in line
    entry = json.loads(line)
    assert (entry["request_id"], entry["fault"]) == ("abc", "request failed")
    assert "broken" in entry["trace"]


def test_requests_are_logged_where_strangers_come_or_if_it_is_wished():
    assert not Settings().logs_requests
    assert Settings(log_requests=True).logs_requests
    assert Settings(host="0.0.0.0").logs_requests  # noqa: S104
    assert not Settings(host="0.0.0.0", log_requests=False).logs_requests  # noqa: S104


def test_clients_are_limited_only_where_strangers_come_without_a_cdn():
    assert not Settings().limits_clients
    assert Settings(host="0.0.0.0").limits_clients  # noqa: S104
    assert not Settings(host="0.0.0.0", behind_cdn=True).limits_clients  # noqa: S104


@pytest.mark.parametrize("collection", ["deployments", "policies", "countries"])
def test_pages_show_text_as_text(atlas, collection):
    """What stands in a record is never markup in a page."""
    for feature in atlas.items(collection, limit=20)["features"]:
        address = f"/api/collections/{collection}/items/{feature['id']}?f=html"
        page = atlas.get(address).text
        assert "<script>" not in page
        assert "javascript:" not in page
        assert " style=" not in page


def test_a_later_build_never_answers_at_an_earlier_address(built, tmp_path):
    folder = tmp_path / "build"
    shutil.copytree(built, folder)
    app = create_app(Settings(build=folder))
    shutil.rmtree(folder)
    for name in ("records.json", "world.json"):
        answer = ask(app, f"/map/{app.state.shelf.digest}/{name}")
        assert answer.content == (built / "map" / name).read_bytes()
    assert ask(app, "/?form=table").status_code == 200
