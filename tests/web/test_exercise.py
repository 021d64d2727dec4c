"""The exercise: the same for the same seed, about numbered bodies only, marked in every row, its truth kept apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from mizan.cli import main
from mizan.council.models import Return, Session
from mizan.council.queries.proposals import proposal_lines
from mizan.council.queries.return_pages import completeness, contradictions
from mizan.framework.models import Action, ActionLead, Assessment, Evidence, Headline, Plan, Progress
from mizan.framework.queries.actions import action_rows
from mizan.institutions.models import CorruptionRisk, Institution, Membership, UnitStatus, User
from mizan.kit.clock import now
from mizan.kit.facts import InWorld, World
from mizan.kit.texts import Texts
from mizan.ledger.models import Duty, Event
from mizan.prevention.kinds import FEEDBACK
from mizan.prevention.models import Campaign, Comparison, Entitlement, Referral
from mizan.prevention.queries.asking import by_quarter
from mizan.prevention.queries.campaigns import campaign_lines, knowledge, surveys_of
from mizan.prevention.queries.coping import lines_named
from mizan.prevention.queries.programmes import programme_lines, result_of
from mizan.prevention.queries.training import training_lines
from mizan.web.exercise import plan as playing
from mizan.web.exercise.make import SEED, make_exercise
from tests.web.test_urdu_interface import walk

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mizan"
TRUTH = "exercise-truth.json"


def truth() -> dict[str, Any]:
    return json.loads((Path(settings.VAR) / TRUTH).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(pack_in_database: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The exercise for this file's tests, and the truth about it; then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert make_exercise()
        yield truth()
        transaction.set_rollback(True)


@pytest.fixture
def exercise(made: dict[str, Any], loaded_pack: None) -> dict[str, Any]:
    return made


def test_another_seed_gives_another_exercise() -> None:
    """The dice themselves: no source of chance but the seed."""
    assert Random(SEED).random() != Random(SEED + 1).random()
    for path in (SOURCE / "web" / "exercise").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import random\n" not in text, path
        assert "secrets" not in text, path
        assert "uuid" not in text, path


@pytest.mark.usefixtures("exercise")
def test_an_exercise_that_exists_is_left_alone() -> None:
    before = Event.objects.count()
    assert make_exercise() is False
    assert Event.objects.count() == before


@pytest.mark.usefixtures("exercise")
def test_no_real_body_is_named_for_an_exercise_action_and_none_of_the_exercise_for_a_real_one() -> None:
    leads = ActionLead.objects.values_list("action__world", "institution__world").distinct()
    assert set(leads) == {("real", "real"), ("exercise", "exercise")}
    planned = Action.objects.filter(world="exercise").exclude(plans=None)  # an accepted proposal may serve no plan yet
    assert set(planned.values_list("plans__world", flat=True)) == {"exercise"}


@pytest.mark.usefixtures("exercise")
def test_every_body_of_the_exercise_is_numbered_and_says_exercise_in_both_languages() -> None:
    for body in Institution.objects.filter(world="exercise"):
        assert re.fullmatch(r"EX-[A-Z]{3}-\d+(-[A-Z]{3})?", body.code)
        assert "Exercise" in body.name["en"]
        assert re.search(r"\d", body.name["en"])
        assert "مشقی" in body.name["ur"]


def texts_of_the_exercise() -> Iterator[tuple[str, str]]:
    """(where, text) of every text of every exercise row."""
    for model in apps.get_models():
        if not issubclass(model, InWorld):
            continue
        names = [field.name for field in model._meta.fields if isinstance(field, Texts)]
        for row in model._default_manager.filter(world="exercise"):
            for name in names:
                yield from ((f"{model.__name__}.{name}", text) for text in getattr(row, name).values())


@pytest.mark.usefixtures("exercise")
def test_no_text_of_the_exercise_names_a_real_body_by_code_or_by_name() -> None:
    real = Institution.objects.filter(world="real")
    codes = re.compile(r"\b(" + "|".join(re.escape(body.code) for body in real) + r")\b")
    names = [name for body in real for name in body.name.values()]
    seen = 0
    for where, text in texts_of_the_exercise():
        seen += 1
        assert not codes.search(text), f"{where}: {text}"
        assert not [name for name in names if name in text], f"{where}: {text}"
    assert seen > 500


@pytest.mark.usefixtures("exercise")
def test_every_row_that_the_exercise_brought_is_marked() -> None:
    for event in Event.objects.exclude(verb="house.pack.loaded"):
        assert event.world == "exercise", event
    for model in (Plan, Action, Assessment, Headline, Progress, Evidence, UnitStatus, Membership, CorruptionRisk):
        unmarked = model._default_manager.filter(world="real")
        if "pack" in {field.name for field in model._meta.fields}:
            unmarked = unmarked.filter(pack="")
        assert not unmarked.exists(), model
    assert set(User.objects.values_list("memberships__world", flat=True)) == {"exercise"}


def test_pages_find_exactly_the_lateness_that_was_planted(exercise: dict[str, Any]) -> None:
    planted = exercise
    rows = {row.action.code: row for row in action_rows({}, World.EXERCISE, today=datetime.now(UTC).date())}
    late = {*planted["late"], *planted["committees"]["late"]}
    assert {code for code, row in rows.items() if row.due_state == "late"} == late
    assert {code for code, row in rows.items() if row.is_unanswered} == set(planted["unanswered"])
    disputed = {code for code, row in rows.items() if row.progress == "disputed"}
    assert disputed
    assert disputed <= set(planted["disputed"])


def test_the_truth_is_read_by_no_module_that_serves_pages() -> None:
    readers = [path for path in SOURCE.rglob("*.py") if "exercise-truth" in path.read_text(encoding="utf-8")]
    assert [path.relative_to(SOURCE).as_posix() for path in readers] == ["web/exercise/make.py"]
    rooms = ("kit", "ledger", "places", "institutions", "framework", "council")
    for path in (path for room in rooms for path in (SOURCE / room).rglob("*.py")):
        assert "web.exercise" not in path.read_text(encoding="utf-8"), path


@pytest.mark.usefixtures("exercise")
def test_the_report_of_the_exercise_has_life_and_the_real_one_does_not_notice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found: dict[str, Any] = {}
    for world in ("", "--exercise"):
        assert main(["framework", "report", "--json", *([world] if world else [])]) == 0
        found[world] = json.loads(capsys.readouterr().out)
    exercise, real = found["--exercise"], found[""]
    assert (real["actions"], real["institutions"]) == (56, 118)
    assert exercise["actions"] == Action.objects.filter(world="exercise").count()
    assert sum(pillar["overdue"] for pillar in exercise["pillars"]) > 0
    assert sum(pillar["gap"]["spirit"]["pairs"] for pillar in exercise["pillars"]) > 0
    promised = Action.objects.filter(world="real", standing__in=("adopted", "directed"), retired_at=None)
    assert sum(pillar["overdue"] for pillar in real["pillars"]) <= promised.exclude(due_on=None).count()
    assert sum(pillar["gap"]["spirit"]["pairs"] for pillar in real["pillars"]) == 0


@pytest.mark.usefixtures("exercise")
@pytest.mark.parametrize(
    "path",
    ["/", "/balance/", "/obligations/", "/actions/", "/plans/", "/timeline/", "/institutions/", "/accountability/"],
)
def test_a_page_without_the_switch_shows_nothing_of_the_exercise(path: str, public: Any) -> None:
    real = public.get(path).content.decode()
    assert "EX-" not in real
    assert 'data-word="EXERCISE"' not in real
    exercise = public.get(path, {"world": "exercise"}).content.decode()
    assert 'data-word="EXERCISE"' in exercise


def test_the_voices_of_the_play_are_exercise_voices(exercise: dict[str, Any]) -> None:
    assert playing.voice("EX-ORG-1").world == "exercise"
    assert playing.voice("EX-LEA-6").world == "exercise"


def test_the_committees_met_missed_and_decided_as_it_was_planted(exercise: dict[str, Any]) -> None:
    planted = exercise["committees"]
    rows = Session.objects.filter(world="exercise", outcome__isnull=False)
    by_state = {state: sorted(str(row) for row in rows if row.state == state) for state in ("missed", "inquorate")}
    assert by_state == {state: sorted(planted[state]) for state in by_state}
    assert all(planted[what] for what in ("missed", "inquorate", "carried", "kept", "late"))
    assert set(Session.objects.values_list("committee__level", flat=True)) == {"national", "provincial", "district"}


def test_every_proposal_stands_as_it_was_planted_and_the_real_ones_have_no_clock(exercise: dict[str, Any]) -> None:
    today = datetime.now(UTC).date()
    found: dict[str, list[str]] = {}
    for line in proposal_lines(World.EXERCISE, today):
        rung = "last" if line.on_public_list else line.duty.rung if line.duty else 0
        state = f"silent_{rung}" if line.state == "silent" else line.state.value
        found.setdefault(state, []).append(line.proposal.pk)
    assert {state: sorted(rows) for state, rows in found.items()} == {
        state: sorted(rows) for state, rows in exercise["proposals"].items()
    }
    real = proposal_lines(World.REAL, today)
    assert [(line.proposal.action_id, line.state, line.duty) for line in real] == [
        (code, "not_delivered", None) for code in ("ACT-44", "ACT-42", "ACT-43", "ACT-45")
    ]


@pytest.mark.usefixtures("exercise")
def test_committees_made_proposals_and_silence_on_them_is_with_another_committee() -> None:
    lines = [line for line in proposal_lines(World.EXERCISE, datetime.now(UTC).date()) if line.proposal.by_committee_id]
    assert sorted((line.proposal.by_committee_id, line.state.value) for line in lines) == [
        ("EX-COM-DIS-2", "silent"), ("EX-COM-NAT", "countered"), ("EX-COM-PRO-2", "accepted"),
    ]  # fmt: skip
    assert {line.proposal.proposed_side for line in lines} == {"both"}
    with_itself = {line.proposal.by_committee_id: line.duty.owner for line in lines if line.duty}
    assert with_itself["EX-COM-NAT"] == "EX-COM-NAT"  # its own word on a counter
    assert with_itself["EX-COM-DIS-2"] != "EX-COM-DIS-2"
    assert all(line.proposal.motion and line.proposal.motion.decision.carried for line in lines)


def test_returns_are_late_missing_and_contradict_each_other_as_it_was_planted(exercise: dict[str, Any]) -> None:
    planted = exercise["returns"]
    late = [
        row for row in Return.objects.filter(world="exercise") if row.submitted_on and row.submitted_on > row.due_on
    ]
    assert sorted(f"{row.body_id} {row.form_id} {row.period}" for row in late) == sorted(planted["late"])
    for name in planted["missing"]:
        body, form, period = name.split(" ", maxsplit=2)
        assert not Return.objects.filter(body=body, form=form, period=period).exists()
    assert Return.objects.filter(stage="queried").count() == len(planted["asked"]) == 1
    assert planted["drafts"] or planted["missing"]
    newest = Return.objects.filter(form="RET-POLICE", stage="approved").order_by("-first")[0].period
    police, shelters = (
        sum(row.revisions.last().figures[code] for row in Return.objects.filter(form=form, period=newest))
        for form, code in (("RET-POLICE", "victims"), ("RET-SHELTER", "admitted"))
    )
    assert police < shelters


@pytest.mark.usefixtures("exercise")
def test_where_one_body_of_each_side_reports_for_a_place_the_difference_is_shown() -> None:
    """Of several bodies nothing is added: over the whole country there are floors, and no difference is made up."""
    pairs = [pair.beside for pair in contradictions(World.EXERCISE, datetime.now(UTC).date())]
    victims = [pair for pair in pairs if pair.question == "victims"]
    assert all(pair.difference is not None for pair in victims if pair.place and pair.is_whole("state"))
    assert any(pair.contradicts and (pair.difference or 0) > 0 for pair in victims if pair.place)
    assert {line.body.world for line in completeness(World.EXERCISE, datetime.now(UTC).date())[1]} == {"exercise"}


def test_the_programme_that_worked_kept_people_and_the_other_one_nobody(exercise: dict[str, Any]) -> None:
    found = {line.programme.pk: line for line in programme_lines(World.EXERCISE, {})}
    worked, failed, small = (exercise["prevention"][name] for name in ("worked", "did_not_work", "too_small"))
    results = {code: result_of(line.programme, line.spending) for code, line in found.items()}
    assert results[worked].kept >= 60
    assert results[worked].cost is not None
    assert (results[failed].kept, results[failed].cost) == (0, None)
    assert results[failed].dropped_out >= 60
    assert results[small].began is None  # four at a time: nobody is shown
    served = {place for line in found.values() for place in line.offers}
    assert exercise["prevention"]["no_programme"] not in served


def test_the_comparison_of_what_worked_finds_it_and_the_other_one_says_why_it_is_not_fair(
    exercise: dict[str, Any],
) -> None:
    planted = exercise["prevention"]["compared"]
    found = {row.pk: row for row in Comparison.objects.filter(world=World.EXERCISE)}
    assert set(found) == set(planted)
    worked, failed = found["EX-CMP-1"], found["EX-CMP-2"]
    assert worked.low <= Decimal(str(planted["EX-CMP-1"])) <= worked.high
    assert (worked.unfair, worked.low > 0) == ([], True)
    assert "chosen_by_the_outcome" in failed.unfair
    assert failed.low <= 0 <= failed.high


def test_what_is_owed_is_late_as_it_was_planted_and_counted_from_ten_up(exercise: dict[str, Any]) -> None:
    planted = exercise["prevention"]["owed"]
    late = Counter(
        row.kind_id for row in Entitlement.objects.filter(world=World.EXERCISE, stage="owed", due_on__lt=now().date())
    )
    assert {kind: late[kind] for kind in planted} == planted
    assert planted["wage_arrears"] >= 10
    assert set(exercise["prevention"]["referrals"]) == {"accepted", "declined", "silent", "waiting"}
    states = Counter(Referral.objects.filter(world=World.EXERCISE).values_list("stage", flat=True))
    assert (states["accepted"], states["open"]) == (1, 2)


def test_feedback_is_answered_late_or_waits_with_whoever_silence_reached_as_it_was_planted(
    exercise: dict[str, Any], public: Any
) -> None:
    planted = exercise["feedback"]
    found = Counter(Duty.objects.filter(kind=FEEDBACK.code).values_list("rung", "state"))
    assert min(planted[fate] for fate in ("in_time", "late", "in_place", "silent")) > 0
    assert found[0, "met"] == planted["in_time"]
    assert found[1, "met"] + found[1, "late"] == planted["late"] + planted["in_place"]
    assert found[0, "open"] + found[1, "open"] == planted["silent"] + planted.get("waiting", 0)
    assert found[1, "open"] >= planted["silent"]
    quarters = by_quarter(World.EXERCISE)
    assert len(quarters) >= 3
    assert max(counts["answered"] or 0 for _quarter, counts in quarters) >= 10
    page = public.get("/answers/?world=exercise").content.decode()
    assert (f'"code">{quarters[0][0]}<' in page, "Asked, and silent:" in page) == (True, True)


def test_the_campaign_that_filled_a_line_and_the_late_training_are_found_as_they_were_planted(
    exercise: dict[str, Any],
) -> None:
    lines = campaign_lines(World.EXERCISE)
    named = lines_named([line.campaign for line in lines])
    verdicts = {code: str(load.verdict) for code, loads in named.items() for load in loads}
    assert verdicts == {exercise["campaigns"]["filled"]: "filled", "EX-CA-2": "coped"}
    [filled] = [line.campaign for line in lines if line.campaign.pk == exercise["campaigns"]["filled"]]
    told = {row.question.code: row for row in knowledge(filled, surveys_of(filled))}
    low, high = exercise["campaigns"]["knew"]
    assert (float(told["line"].before.value), float(told["line"].after.value)) == pytest.approx((low, high), abs=0.12)
    assert told["line"].change.low > 0
    small = knowledge(Campaign.objects.get(pk="EX-CA-2"), surveys_of(Campaign.objects.get(pk="EX-CA-2")))
    assert all(row.change.low is None for row in small)
    standings = {line.training.pk: line.standing for line in training_lines(World.EXERCISE, now().date())}
    assert standings == {"EX-TR-1": "assessed", "EX-TR-2": "late", "EX-TR-3": "assessed", "EX-TR-4": "waiting"}


PERSONS = re.compile(r'"(prevention_(?:enrolment|referral|entitlement)(?!kind|start)\w*)"')


@pytest.mark.usefixtures("exercise")
def test_no_public_page_reads_a_row_about_one_person(public: Any) -> None:
    """One page of each kind in both worlds; the door's role in the database may not either (docs/operations.md)."""
    touched: set[str] = set()

    def look(execute: Any, sql: str, *rest: Any) -> Any:
        touched.update(PERSONS.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        pages = [address for address, _answer in walk(public, "mizan.web.urls.public", ["/?world=exercise"], each=1)]
        assert touched == set()
        assert not Referral.objects.filter(code="").exists()
    assert touched == {"prevention_referral"}  # this looks where it should
    kinds = ("/programmes/EX-", "/comparisons/", "/campaigns/EX-", "/training/EX-", "/need/PK", "/help/PK", "/log/")
    assert [kind for kind in kinds if not any(kind in page for page in pages)] == []
