"""Set-up that fails says what would do, and takes what the machine already has."""

import subprocess
import sys

import pytest

from scripts import prepare
from tests.house.tree import ROOT


def program(path, text="#!/bin/sh\n"):
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def only_path(tmp_path, monkeypatch):
    """An otherwise empty PATH, into which a test may put programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("only_path")
def test_an_old_python_names_its_version_and_the_way_out(monkeypatch):
    monkeypatch.setattr(prepare, "OLDEST_PYTHON", (4, 0))
    with pytest.raises(prepare.PreparationError) as fault:
        prepare.require_python([])
    assert sys.version.split()[0] in str(fault.value)
    assert "make PYTHON=" in str(fault.value)


def test_the_newest_python_of_the_machine_is_taken(only_path):
    for name in ("python3.11", "python3.13", "python3.9"):
        program(only_path / name)
    assert prepare.newer_python() == str(only_path / "python3.13")


def test_a_python_without_ensurepip_names_the_package_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(prepare, "find_spec", lambda _name: None)
    with pytest.raises(prepare.PreparationError, match="apt-get install python3-venv"):
        prepare.create_venv()


@pytest.mark.parametrize(
    ("version", "enough"), [("v18.2.0", False), ("v20.0.0", True), ("", False)]
)
def test_an_old_node_is_not_enough(only_path, version, enough):
    program(only_path / "npm")
    program(only_path / "node", f"#!/bin/sh\necho {version}\n")
    assert prepare.node_is_new_enough() is enough


def test_node_without_npm_is_not_enough(only_path):
    program(only_path / "node", "#!/bin/sh\necho v22.0.0\n")
    assert prepare.node_is_new_enough() is False


def test_a_named_browser_wins_over_the_machines_own(only_path, monkeypatch):
    program(only_path / "chromium")
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert prepare.installed_browser() == str(only_path / "chromium")
    monkeypatch.setenv("CHROMIUM", "/opt/other")
    assert prepare.installed_browser() == "/opt/other"


def test_a_failed_command_carries_its_remedy():
    with pytest.raises(prepare.PreparationError, match="pour water on it"):
        prepare.run([sys.executable, "-c", "raise SystemExit(3)"], "pour water on it")


def test_a_failed_step_says_what_to_do_and_keeps_the_status():
    step = ["sh", "scripts/step.sh", "Style", "Mend it.", "sh", "-c", "exit 3"]
    done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "Style failed. Mend it." in done.stderr
