"""The script reads what the official suite writes, and does not pass by silence."""

from scripts import conformance

RESULTS = """<testng-results><suite><test><class>
<test-method status="PASS" signature="a()" is-config="true"/>
<test-method status="PASS" signature="b()"/>
<test-method status="SKIP" signature="c()"/>
<test-method status="FAIL" signature="d()"/>
</class></test></suite></testng-results>"""


def test_outcomes_are_counted_without_preparation_and_failures_named(tmp_path, capsys):
    results = tmp_path / "testng-results.xml"
    results.write_text(RESULTS, "utf-8")
    outcomes = conformance.read_outcomes(results)
    assert outcomes == {"PASS": 1, "SKIP": 1, "FAIL": 1}
    assert "failed: d()" in capsys.readouterr().err


def test_a_suite_that_cannot_start_has_not_passed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(conformance.shutil, "which", lambda _: None)
    assert not conformance.run_official("http://localhost/api", tmp_path)
    assert "Java 17" in capsys.readouterr().err
