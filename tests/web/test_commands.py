"""The verbs of the command line: 0 holds, 1 a check failed, 2 bad input; with --json stdout is one document."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection

from mizan import cli
from mizan.cli import main
from mizan.kit.models import Pack
from mizan.web.exercise.accounts import DEMOS, PASSWORD
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)
from tests.packs.small import changed, write

ROOT = Path(__file__).resolve().parents[2]
Caught = pytest.CaptureFixture[str]


def code_of(words: Sequence[str]) -> int:
    """The exit code, whether returned or raised by the reader of words."""
    try:
        return main(list(words))
    except SystemExit as end:
        return int(end.code or 0)


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-verb"],
        ["framework"],
        ["framework", "dance"],
        ["framework", "report", "--today", "yesterday"],
        ["framework", "report", "--wrong"],
        ["pack"],
        ["pack", "validate"],
        ["pack", "validate", "/no/such/folder"],
        ["pack", "load", "/no/such/folder"],
        ["pack", "eat", "packs/untoc"],
        ["demo"],
        ["demo", "code", "nobody"],
        ["demo", "code"],
        ["log"],
        ["log", "dance"],
        ["witness"],
        ["witness", "serve"],
    ],
)
def test_bad_words_exit_with_2_a_message_and_an_empty_stdout(words: list[str], capsys: Caught) -> None:
    assert code_of(words) == 2
    out, err = capsys.readouterr()
    assert out in {"", "1 faults\n"}
    assert err.strip()
    assert "Traceback" not in err


@pytest.mark.parametrize("words", [[], ["--help"], ["help"]])
def test_help_names_every_verb(words: list[str], capsys: Caught) -> None:
    assert main(words) == 0
    out = capsys.readouterr().out
    assert all(verb in out for verb in cli.VERBS)


def test_validate_names_file_line_and_reason_of_every_fault(tmp_path: Path, capsys: Caught) -> None:
    files = changed("actions.yaml", "mode: proactive", "mode: eager")
    files["district_readings.csv"] = files["district_readings.csv"].replace("SM2,30", "SM9,30")
    folder = write(tmp_path, files)
    assert main(["pack", "validate", str(folder)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert re.match(r"small/actions\.yaml:8: .*mode", lines[0])
    assert re.match(r"small/district_readings\.csv:3: .*SM9", lines[1])


def test_validate_with_json_is_one_document(tmp_path: Path, capsys: Caught) -> None:
    folder = write(tmp_path, changed("actions.yaml", "mode: proactive", "mode: eager"))
    assert main(["pack", "validate", str(folder), "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    (fault,) = document["faults"]
    assert set(fault) == {"file", "line", "reason"}
    assert (fault["file"], fault["line"]) == ("small/actions.yaml", 8)
    assert main(["pack", "validate", str(write(tmp_path / "good")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == []


def test_load_with_json_is_one_document_and_a_dry_run_loads_nothing(
    tmp_path: Path, capsys: Caught, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("new_house")
    folder = str(write(tmp_path))
    assert main(["pack", "load", folder, "--dry-run", "--json"]) == 0
    dry = json.loads(capsys.readouterr().out)
    assert dry["dry_run"] is True
    assert not Pack.objects.exists()
    assert main(["pack", "load", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {**dry, "dry_run": False}
    assert main(["pack", "load", folder]) == 0
    assert capsys.readouterr().out == "small: 0 added, 0 changed, 0 retired\n"


def test_a_pack_with_faults_is_not_loaded(tmp_path: Path, capsys: Caught, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("new_house")
    folder = write(tmp_path, changed("actions.yaml", "mode: proactive", "mode: eager"))
    assert main(["pack", "load", str(folder), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["faults"]
    assert not Pack.objects.exists()
    assert connection.vendor == "sqlite"


def test_demo_accounts_and_their_codes(capsys: Caught) -> None:
    assert main(["demo", "accounts"]) == 0
    out = capsys.readouterr().out
    assert PASSWORD in out
    assert all(demo.email in out for demo in DEMOS)
    for name in ("owner", "owner@mizan.example"):
        assert main(["demo", "code", name]) == 0
        assert re.fullmatch(r"\d{6}\n", capsys.readouterr().out)


@pytest.mark.parametrize("later", [0, 1, 29, 30])
def test_a_code_of_the_demonstration_can_be_typed_for_half_a_minute(
    monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    from allauth.mfa.totp.internal.auth import validate_totp_code

    from mizan.web.exercise.accounts import code_now, totp_seed

    for start in (1_800_000_000, 1_800_000_029):  # a step's first and last second
        monkeypatch.setattr("time.time", lambda at=start: at)
        code = code_now("owner")
        monkeypatch.setattr("time.time", lambda at=start + later: at)
        assert validate_totp_code(totp_seed("owner"), code)


def test_there_is_one_demo_account_for_each_role() -> None:
    from mizan.kit.actors import Role

    assert {role for demo in DEMOS for role in demo.roles} == set(Role)


def test_production_has_no_demo_accounts(capsys: Caught, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    assert main(["demo", "code", "owner"]) == 2
    out, err = capsys.readouterr()
    assert (out, "no demonstration" in err) == ("", True)


def test_a_verb_that_needs_no_database_starts_no_django() -> None:
    """Its own process, since this one has Django already."""
    program = "import sys; from mizan.cli import main; main(['scan', '--help'])"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0
    assert "numpy" in done.stderr
    assert "django.db" not in done.stderr


def test_every_verb_of_the_table_has_its_module() -> None:
    for verb, (module, _needs) in cli.VERBS.items():
        path = ROOT / "src" / Path(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), f"mizan {verb} has no {module}"
