"""Nothing the atlas serves comes from, or goes to, another host.

Code may *name* things by address (a conformance class, an XML namespace); such hosts
are listed here with the reason. Addresses of sources live in ``geodata/`` alone.
"""

import json
import re

from tests.house.tree import ROOT, lines_matching, tracked

IDENTIFIERS = {
    "www.opengis.net": "conformance classes, link relations, CRS names",
    "www.w3.org": "XML namespaces",
    "schema.org": "the vocabulary of JSON-LD",
    "json-schema.org": "the dialect of a JSON Schema",
    "geojson.org": "the schema of GeoJSON named in OpenAPI",
    "creativecommons.org": "the name of the data's licence",
    "datapackage.org": "the profile of a data package",
    "www.iana.org": "names of media types and relations",
    "www.rfc-editor.org": "the profile of an API catalogue",
    "purl.org": "Dublin Core terms in DCAT",
    "xmlns.com": "the FOAF vocabulary in DCAT",
    "spdx.org": "checksums in DCAT",
    "jsonfeed.org": "the version of JSON Feed",
    "oembed.com": "the specification of oEmbed",
    "www.loc.gov": "the specification of EDTF",
    "example.org": "reserved for examples",
    "127.0.0.1": "your own computer, in examples",
    "localhost": "your own computer, in examples",
}
ADDRESS = re.compile(
    r"(?:https?:)?//(?P<host>[a-z0-9.-]+\.[a-z0-9]+|localhost)", re.IGNORECASE
)
LOADERS = re.compile(
    r"""(?:src|action|@import|url\()\s*=?\s*["']?(?:https?:)?//""", re.IGNORECASE
)


def foreign_hosts(paths):
    for path in paths:
        for match in ADDRESS.finditer(path.read_text("utf-8")):
            if match["host"].lower() not in IDENTIFIERS:
                yield f"{path.relative_to(ROOT)}: {match[0]}"


def test_code_names_no_other_host():
    code = tracked("app/**.py", "layers/**.py", "geodata/**.py", "app/**.js")
    assert code
    assert list(foreign_hosts(code)) == []


def test_templates_and_styles_load_nothing_from_another_host():
    served = tracked("app/**.html", "app/**.css", "app/**.svg", "app/**.json")
    assert served
    assert lines_matching(LOADERS, served) == []
    assert list(foreign_hosts(served)) == []


def test_locks_name_no_registry():
    locks = tracked("requirements/*.txt")
    named = re.compile(r"://|--(extra-)?index-url|--find-links")
    assert lines_matching(named, locks) == []
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


def test_every_locked_python_package_has_a_hash():
    for lock in tracked("requirements/*.txt"):
        entries = re.split(r"\n(?=[a-z])", lock.read_text("utf-8"))
        pins = [entry for entry in entries if "==" in entry.splitlines()[0]]
        assert pins
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_image_is_made_without_an_address():
    assert list(foreign_hosts(tracked("Dockerfile", ".dockerignore", "Makefile"))) == []
