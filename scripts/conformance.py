"""Hold a running atlas against OGC's Executable Test Suite, and against our own.

The official suite is Java: Maven brings it where its repositories have it, or
``ATLAS_ETS`` names its all-in-one jar. Where neither gives it, that is said and counts
as not passed: silence would read as success.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
POM = ROOT / "scripts" / "ets" / "pom.xml"
MAIN = "org.opengis.cite.ogcapifeatures10.TestNGController"
OWN = ("test_ogc_core.py", "test_ogc_crs.py", "test_ogc_filter.py", "test_openapi.py")
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
<properties version="1.0">
  <entry key="iut">{address}</entry>
  <entry key="noofcollections">-1</entry>
</properties>
"""


def main() -> int:
    """Run both suites; return 0 only if every test of both passed."""
    parser = argparse.ArgumentParser(
        description="Hold the atlas against the standards."
    )
    parser.add_argument(
        "address", help="of the service, such as http://localhost:8000/api"
    )
    address = parser.parse_args().address.rstrip("/")
    with tempfile.TemporaryDirectory() as folder:
        official = run_official(address, Path(folder))
    own = run_own()
    return 0 if official and own else 1


def run_official(address: str, folder: Path) -> bool:
    """Run the official suite; tell whether every test passed or was skipped."""
    command = java_command(folder)
    if command is None:
        return False
    properties = folder / "run.xml"
    properties.write_text(_PROPERTIES.format(address=address), "utf-8")
    output = folder / "results"
    subprocess.run([*command, "-o", str(output), str(properties)], check=False)
    results = next(output.rglob("testng-results.xml"), None)
    if results is None:
        print("the official suite wrote no results", file=sys.stderr)
        return False
    outcomes = read_outcomes(results)
    print("official suite:", dict(outcomes))
    return outcomes["FAIL"] == 0 and outcomes["PASS"] > 0


def read_outcomes(results: Path) -> Counter[str]:
    """Count the outcomes of tests, not those of their preparation; name failures."""
    outcomes: Counter[str] = Counter()
    for method in ET.parse(results).iter("test-method"):  # noqa: S314 - our own run
        if method.get("is-config") != "true":
            outcomes[method.get("status", "")] += 1
            if method.get("status") == "FAIL":
                print("failed:", method.get("signature"), file=sys.stderr)
    return outcomes


def java_command(folder: Path) -> list[str] | None:
    """Return how to start the official suite, or ``None`` after saying why not."""
    if shutil.which("java") is None:
        print("the official suite needs Java 17: install a JRE", file=sys.stderr)
        return None
    if jar := os.environ.get("ATLAS_ETS"):
        return ["java", "-jar", jar]
    if shutil.which("mvn") is None:
        print("install Maven, or name the suite's jar by ATLAS_ETS", file=sys.stderr)
        return None
    jars = folder / "jars"
    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
    found = subprocess.run(
        ["mvn", "-q", "-B", "-f", str(POM), plugin, f"-DoutputDirectory={jars}"],
        check=False,
        stdout=subprocess.DEVNULL,
    )
    if found.returncode:
        print(
            "Maven's repositories here do not have the official suite; download its "
            "all-in-one jar and name it by ATLAS_ETS",
            file=sys.stderr,
        )
        return None
    return ["java", "-cp", f"{jars}/*", MAIN]


def run_own() -> bool:
    """Run our own suite, written from the abstract tests."""
    tests = [str(ROOT / "tests" / "app" / name) for name in OWN]
    command = [sys.executable, "-m", "pytest", "-q", *tests]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
