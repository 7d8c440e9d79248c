"""OpenAPI 3.0 (17-069r4, 9): the document is true, and what it says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ITEMS = re.compile(r"/collections/[a-z-]+/items")


@pytest.fixture(scope="module")
def document(atlas):
    return atlas.json("/api/openapi.json")


def resolved(document, node):
    while "$ref" in node:
        for part in (node, *node["$ref"].removeprefix("#/").split("/")):
            node = document if part is node else node[part]
    return node


def parameters(document, path):
    found = document["paths"][path]["get"]["parameters"]
    return {p["name"]: p for p in (resolved(document, node) for node in found)}


def test_oas_definition(atlas, document):
    """/conf/oas30/oas-definition-1, -2"""
    answer = atlas.get("/api/openapi.json")
    kind = answer.headers["content-type"].replace(" ", "")
    assert kind == "application/vnd.oai.openapi+json;version=3.0"
    assert document["openapi"].startswith("3.0.")
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(document)


def test_oas_impl(atlas, document, shelf):
    """/conf/oas30/oas-impl: every path answers, and every collection has its paths"""
    server = document["servers"][0]["url"]
    for name in shelf.layers:
        for path in (name, f"{name}/items", f"{name}/items/{{featureId}}"):
            assert f"/collections/{path}" in document["paths"]
    for path in document["paths"]:
        if "{" not in path:
            atlas.get(f"{server}{path}")


def test_parameters_are_as_the_standard_defines_them(document):
    """/req/core/fc-limit-definition, fc-bbox-definition, fc-time-definition"""
    for path in filter(ITEMS.fullmatch, document["paths"]):
        known = parameters(document, path)
        for name in ("limit", "bbox", "datetime"):
            assert known[name]["style"] == "form"
            assert known[name]["explode"] is False
            assert not known[name]["required"]
        limit, bbox = known["limit"]["schema"], known["bbox"]["schema"]
        assert limit == {
            "type": "integer", "minimum": 1, "maximum": 10_000, "default": 10
        }  # fmt: skip
        assert (bbox["minItems"], bbox["maxItems"]) == (4, 6)
        assert known["datetime"]["schema"]["type"] == "string"


def test_every_parameter_has_a_description_and_an_example_that_works(atlas, document):
    server = document["servers"][0]["url"]
    for path in filter(ITEMS.fullmatch, document["paths"]):
        for name, parameter in parameters(document, path).items():
            assert parameter["description"]
            example = parameter["example"]
            text = ",".join(map(str, example)) if isinstance(example, list) else example
            request = atlas.client.get(f"{server}{path}", params={name: text})
            assert request.status_code == 200, f"{path}?{name}={text}"


def test_exactly_the_parameters_of_the_document_are_taken(atlas, document, shelf):
    for name in shelf.layers:
        known = set(parameters(document, f"/collections/{name}/items"))
        address = f"/api/collections/{name}/items?unheard-of=1"
        assert set(atlas.problem(address)["allowed"]) == known


def test_errors_are_documented(document):
    """/conf/oas30/exceptions-codes"""
    for path, item in document["paths"].items():
        codes = set(item["get"]["responses"])
        assert {"200", "400", "406", "500"} <= codes
        assert ("404" in codes) == ("{" in path)


def test_schemathesis_finds_nothing(site):
    """All its checks, with more than 2,000 requests."""
    command = [
        Path(sys.executable).with_name("schemathesis"),
        "run",
        f"{site}/api/openapi.json",
        *("--phases", "examples,coverage,fuzzing", "--max-examples", "3"),
        *("--max-time", "120", "--no-shrink", "--generation-deterministic"),
    ]
    environment = {
        "SCHEMATHESIS_HOOKS": "tests.app.fuzzing",
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:]
    cases = re.search(r"(\d+) generated", done.stdout)
    assert cases is not None
    assert int(cases[1]) >= 2_000
