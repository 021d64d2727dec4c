"""`mizan framework report`: the document as promised, unknown is null, and nothing else on stdout."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mizan.cli import main
from mizan.framework.models import Action, Pillar

pytestmark = pytest.mark.usefixtures("loaded_pack")
SCORES = {"0", "1", "2", "3", "4", "unknown"}
GAP = {"pairs", "state_higher", "equal", "society_higher"}


def report(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["framework", "report", "--json", *words]) == 0
    return json.loads(capsys.readouterr().out)


def test_stdout_is_exactly_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "report", "--json"]) == 0
    out, err = capsys.readouterr()
    document, end = json.JSONDecoder().raw_decode(out)
    assert isinstance(document, dict)
    assert (out[end:], err) == ("\n", "")


def test_it_counts_the_real_rows(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    assert [found[name] for name in ("obligations", "actions", "institutions", "places")] == [176, 56, 118, 167]
    assert [pillar["code"] for pillar in found["pillars"]] == list(Pillar.objects.values_list("code", flat=True))
    assert sum(pillar["obligations"] for pillar in found["pillars"]) == 176
    assert sum(sum(pillar["actions"].values()) for pillar in found["pillars"]) == 56


def test_every_pillar_has_the_promised_shape(capsys: pytest.CaptureFixture[str]) -> None:
    for pillar in report(capsys)["pillars"]:
        assert pillar["side"] in {"society", "enforcement"}
        assert set(pillar["actions"]) == {"adopted", "directed", "recommended", "proposed"}
        assert set(pillar["progress"]) == {"claimed", "confirmed", "disputed", "no_report"}
        assert isinstance(pillar["overdue"], int)
        for money in pillar["budget"].values():
            assert set(money) == {"sum", "n_known"}
        assert set(pillar["letter"]) >= {"state", "society", "desk"}
        assert set(pillar["spirit"]) >= {"state", "society"}
        for dimension in ("letter", "spirit"):
            assert set(pillar["gap"][dimension]) == GAP
            for counts in pillar[dimension].values():
                assert set(counts) == SCORES
                assert sum(counts.values()) == pillar["obligations"]


def test_I8_what_nobody_published_is_null_and_not_zero(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    assert Action.objects.filter(world="real").exclude(budget=None).count() == 0
    for pillar in found["pillars"]:
        assert pillar["budget"]["PKR"] == {"sum": None, "n_known": 0}
        assert pillar["progress"]["no_report"] == sum(pillar["actions"].values())
        assert pillar["letter"]["state"]["unknown"] == pillar["obligations"]
    assert found["min_max_ratio"]["budget_PKR"] is None
    assert found["min_max_ratio"]["letter_state"] is None
    assert found["min_max_ratio"]["obligations"] is not None


def test_the_desk_column_stands_apart_and_makes_no_gap(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)["pillars"]
    known = sum(n for pillar in found for score, n in pillar["letter"]["desk"].items() if score != "unknown")
    assert 0 < known <= 21
    assert all(pillar["gap"]["letter"]["pairs"] == 0 for pillar in found)


def test_only_a_promise_with_a_published_day_is_late_and_every_other_one_never(
    capsys: pytest.CaptureFixture[str],
) -> None:
    promises = Action.objects.filter(world="real", standing__in=("adopted", "directed"))
    dated = promises.exclude(due_on=None)
    assert dated.count() < promises.count()
    assert all(action.source for action in dated)
    for day, late in (("2000-01-01", 0), ("2400-01-01", dated.count())):
        assert sum(pillar["overdue"] for pillar in report(capsys, "--today", day)["pillars"]) == late


def test_uncovered_obligations_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    uncovered = report(capsys)["uncovered_obligations"]
    served = set(Action.objects.filter(world="real").values_list("obligations", flat=True))
    assert uncovered
    assert not served & set(uncovered)
    assert len(served - {None}) + len(uncovered) == 176


def test_without_json_a_person_reads_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["framework", "report"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("176 obligations, 56 actions, 118 institutions, 167 places")
    assert "min/max budget_PKR: ?" in out


def test_the_exercise_is_counted_apart(capsys: pytest.CaptureFixture[str]) -> None:
    real, exercise = report(capsys), report(capsys, "--exercise")
    assert (real["world"], exercise["world"]) == ("real", "exercise")
    assert (exercise["actions"], exercise["institutions"], exercise["obligations"]) == (0, 0, 176)
