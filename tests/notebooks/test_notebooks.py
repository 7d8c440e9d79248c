"""Both notebooks run from the first cell to the last, and show what they promise."""

import nbformat
import pytest
from nbclient import NotebookClient

from tests.house.tree import ROOT

NOTEBOOKS = ROOT / "notebooks"
LIMIT_S = 180


@pytest.fixture
def execute(built, site, monkeypatch):
    """Return a function that runs a notebook against this run's build and server."""
    monkeypatch.setenv("ATLAS_BUILD", str(built))
    monkeypatch.setenv("ATLAS_URL", site)

    def run(name):
        notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
        place = {"metadata": {"path": str(NOTEBOOKS)}}
        NotebookClient(notebook, timeout=LIMIT_S, resources=place).execute()
        return [
            output.get("text") or output["data"]["text/plain"]
            for cell in notebook.cells
            if cell.cell_type == "code"
            for output in cell.outputs
            if output.output_type != "error"
        ]

    return run


def test_published_counts_are_reproduced_beside_ours(execute):
    shown = "\n".join(execute("published_counts.ipynb"))
    assert "technology from China                        68             68" in shown
    assert "countries with a documented deployment" in shown
    assert "index: of them in the Belt and Road" in shown
    assert "Theirs are agreements of one company" in shown


def test_an_analyst_draws_a_map_that_asks_no_other_host(execute):
    shown = "\n".join(execute("own_map.ipynb"))
    assert "deployments of facial recognition" in shown
    assert "SelfHostedMap" in shown
    assert "in one file, nothing loaded from elsewhere" in shown
