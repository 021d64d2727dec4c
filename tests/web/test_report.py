"""`mizan framework report`: the document as promised, unknown is null, and nothing else on stdout."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mizan.cli import main
from mizan.framework.models import Action, Pillar

pytestmark = pytest.mark.usefixtures("loaded_pack")

# The whole document: a type (or several), a mapping with exactly these keys, or a list of one shape.
RATIO = (float, type(None))
SCORES = dict.fromkeys(("0", "1", "2", "3", "4", "unknown"), int)
ANSWERS = dict.fromkeys(("state", "society", "desk"), SCORES)
GAP = dict.fromkeys(("pairs", "state_higher", "equal", "society_higher"), int)
WEIGHT = {
    "obligations": int,
    "actions": dict.fromkeys(("adopted", "directed", "recommended", "proposed"), int),
    "promises": int,
    "dated_promises": int,
    "budget": {"PKR": {"sum": (int, float, type(None)), "n_known": int}},
    "progress": dict.fromkeys(("claimed", "confirmed", "disputed", "no_report"), int),
    "overdue": int,
    "proactive_share": RATIO,
    "levels": dict.fromkeys(("global", "regional", "national", "provincial", "district"), int),
    "without_accepted_owner": int,
    "without_accepted_co_lead": int,
    "asked_unanswered": int,
    "letter": ANSWERS,
    "spirit": ANSWERS,
    "gap": {"letter": GAP, "spirit": GAP},
}
SHAPE = {
    "world": str,
    "on": str,
    "obligations": int,
    "actions": int,
    "institutions": int,
    "places": int,
    "pillars": [{"code": str, "side": str, **WEIGHT}],
    "pans": {"society": WEIGHT, "enforcement": WEIGHT},
    "uncovered_obligations": [str],
    "min_max_ratio": dict.fromkeys(
        (
            *("obligations", "actions", "promises", "proactive_actions", "reported_progress", "budget_PKR"),
            *("letter_state", "letter_society", "letter_desk", "spirit_state", "spirit_society", "spirit_desk"),
        ),
        RATIO,
    ),
}


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


def faults(found: Any, wanted: Any, where: str = "report") -> list[str]:
    """Every place where a document is not of the wanted shape: other keys, or a value of another type."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict) or set(found) != set(wanted):
            return [f"{where}: {found if not isinstance(found, dict) else sorted(set(found) ^ set(wanted))}"]
        return [fault for key in wanted for fault in faults(found[key], wanted[key], f"{where}.{key}")]
    if isinstance(wanted, list):
        if not isinstance(found, list):
            return [f"{where}: {found!r}"]
        return [fault for n, one in enumerate(found) for fault in faults(one, wanted[0], f"{where}[{n}]")]
    return [] if type(found) in (wanted if isinstance(wanted, tuple) else (wanted,)) else [f"{where}: {found!r}"]


@pytest.mark.parametrize("words", [(), ("--exercise",)])
def test_the_document_has_exactly_the_promised_keys_and_types(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    found = report(capsys, *words)
    assert faults(found, SHAPE) == []
    assert len(found["pillars"]) == 9
    assert {pillar["side"] for pillar in found["pillars"]} == {"society", "enforcement"}
    for pillar in found["pillars"]:
        for dimension in ("letter", "spirit"):
            for counts in pillar[dimension].values():
                assert sum(counts.values()) == pillar["obligations"]


def test_a_key_too_many_too_few_or_of_another_type_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys)
    pillar = found["pillars"][3]
    del pillar["gap"]["spirit"]["equal"]
    pillar["overdue"] = "1"
    pillar["letter"]["desk"]["0"] = True
    found["min_max_ratio"]["mean"] = 0.5
    assert [fault.split(":")[0] for fault in faults(found, SHAPE)] == [
        "report.pillars[3].overdue", "report.pillars[3].letter.desk.0", "report.pillars[3].gap.spirit",
        "report.min_max_ratio",
    ]  # fmt: skip


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
