"""`record()`: one event in the transaction of its change, with declared facts only, in the right world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from mizan.framework.models import Action, Pillar
from mizan.kit.actors import Actor, Side, system
from mizan.kit.clock import at
from mizan.ledger import record as recording
from mizan.ledger import verbs
from mizan.ledger.models import Event
from mizan.ledger.queries import history
from mizan.ledger.record import on_record, record
from mizan.ledger.verbs import CODE, CODES, COUNT, DAY, FLAG, HASH, ID, Kind, PayloadError, Verb, all_verbs, verb

GOOD: dict[Kind, list[Any]] = {
    CODE: ["PK-FIA", "a.b_c:d/e(f)", "x" * 80],
    CODES: [["B", "A"], ("A",), {"A"}, []],
    ID: [uuid4(), 7],
    DAY: [date(2026, 1, 1)],
    COUNT: [0, 7],
    FLAG: [True, False],
    HASH: ["0" * 64],
}
BAD: dict[Kind, list[Any]] = {
    CODE: ["", "two words", "name@example.org", "سچ", "x" * 81, "line\nbreak", 7, True, "-x"],
    CODES: ["A", ["two words"], [""], ["A", "B C"]],
    ID: ["7", "Zarmina", True, 1.5],
    DAY: ["2026-01-01", 2026],
    COUNT: [-1, 1.5, True, "7"],
    FLAG: [0, 1, "yes"],
    HASH: ["0" * 63, "G" * 64, "0" * 64 + "\n", b"0" * 64],
}
KNOWN = Verb("test.thing.done", "did it", {"what": CODE, "when": DAY})
ACTOR = Actor(id=str(uuid4()), body="BODY", side=Side.STATE)


@pytest.fixture(autouse=True)
def _heard_by_nobody() -> Iterator[None]:
    before = list(recording._LISTENERS)
    yield
    recording._LISTENERS[:] = before


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in GOOD.items() for value in values])
def test_a_declared_fact_of_its_kind_is_taken(kind: Kind, value: Any) -> None:
    assert set(Verb("test.one", "", {"fact": kind}).payload({"fact": value})) == {"fact"}


@pytest.mark.parametrize(("kind", "value"), [(kind, value) for kind, values in BAD.items() for value in values])
def test_it_refuses_a_fact_of_another_kind(kind: Kind, value: Any) -> None:
    with pytest.raises(PayloadError):
        Verb("test.one", "", {"fact": kind}).payload({"fact": value})


def test_no_kind_of_fact_is_free_text() -> None:
    assert {str(kind) for kind in Kind} == {"code", "codes", "id", "day", "count", "flag", "hash"}
    for kind in Kind:
        with pytest.raises(PayloadError):
            Verb("test.one", "", {"fact": kind}).payload({"fact": "She told us who took the money."})


@pytest.mark.parametrize(
    "facts", [{}, {"what": "A"}, {"what": "A", "when": date(2026, 1, 1), "who": "B"}, {"what": "A", "wen": None}]
)
def test_it_refuses_missing_and_undeclared_facts(facts: dict[str, Any]) -> None:
    with pytest.raises(PayloadError):
        KNOWN.payload(facts)


def test_an_unknown_fact_stays_unknown() -> None:
    assert KNOWN.payload({"what": "A", "when": None}) == {"what": "A", "when": None}


def test_codes_are_kept_in_one_order() -> None:
    assert Verb("test.one", "", {"all": CODES}).payload({"all": {"B", "A", "C"}}) == {"all": ["A", "B", "C"]}


def test_a_verb_is_declared_once_and_named_in_dots() -> None:
    name = next(iter(all_verbs()))
    for bad in (name, "Two Words", "one", "room..x"):
        with pytest.raises(ValueError, match="declared twice or badly named"):
            verb(bad, "words")


def test_every_verb_of_the_house_has_words() -> None:
    assert all(str(one.words).strip() for one in all_verbs().values())
    assert all(set(one.fields.values()) <= set(Kind) for one in verbs.all_verbs().values())


def test_it_refuses_to_record_outside_a_transaction(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        assert not connection.in_atomic_block
        before = Event.objects.count()
        with pytest.raises(RuntimeError, match="outside a transaction"):
            record(ACTOR, KNOWN, Pillar(code="p"), what="A", when=None)
        assert Event.objects.count() == before


@pytest.mark.django_db
def test_an_event_says_who_did_what_to_which_thing_and_when() -> None:
    moment = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    with at(moment):
        event = record(ACTOR, KNOWN, Pillar(code="p"), what="A", when=date(2026, 1, 1))
    stored = Event.objects.get(pk=event.pk)
    assert (stored.at, stored.verb, stored.actor, stored.body, stored.side) == (
        moment, "test.thing.done", ACTOR.id, "BODY", "state",
    )  # fmt: skip
    assert (stored.target_kind, stored.target_id) == ("framework.pillar", "p")
    assert stored.payload == {"what": "A", "when": "2026-01-01"}


@pytest.mark.django_db
def test_wrong_facts_leave_no_event() -> None:
    with pytest.raises(PayloadError):
        record(ACTOR, KNOWN, Pillar(code="p"), what="two words", when=None)
    assert not Event.objects.filter(verb=KNOWN.name).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("actor_world", "target", "world"),
    [
        ("real", Action(code="A", world="real"), "real"),
        ("exercise", Action(code="A", world="exercise"), "exercise"),
        ("exercise", Action(code="A", world="real"), "exercise"),  # an exercise body answers a real obligation
        ("exercise", Pillar(code="p"), "exercise"),
        ("real", Pillar(code="p"), "real"),
    ],
)
def test_an_event_is_real_only_if_nothing_of_it_is_exercise(actor_world: str, target: Any, world: str) -> None:
    actor = Actor(id="u", body="B", side=Side.STATE, world=actor_world)
    assert record(actor, KNOWN, target, what="A", when=None).world == world


@pytest.mark.django_db
def test_the_clock_acts_in_the_world_of_what_it_touches() -> None:
    event = record(system("clock"), KNOWN, Action(code="A", world="exercise"), what="A", when=None)
    assert (event.world, event.actor, event.body) == ("exercise", "clock", "")


@pytest.mark.django_db
def test_history_shows_one_world_and_no_person() -> None:
    target = Pillar(code="p")
    for world in ("real", "exercise"):
        record(Actor(id="u-1", body=f"B-{world}", side=Side.STATE, world=world), KNOWN, target, what="A", when=None)
    (line,) = history(target, reader=ACTOR)
    assert (line.body, line.verb) == ("B-real", KNOWN.name)
    (line,) = history(target, world="exercise", reader=ACTOR)  # type: ignore[arg-type]
    assert line.body == "B-exercise"
    assert "u-1" not in str(line)


@pytest.mark.django_db
def test_the_public_sees_no_verb_that_is_not_public() -> None:
    hidden = verb("test.hidden", "hidden", public=False)
    shown = verb("test.shown", "shown")
    try:
        for one in (hidden, shown, KNOWN):
            facts = {"what": "A", "when": None} if one is KNOWN else {}
            record(ACTOR, one, Pillar(code="p"), **facts)
        assert [line.verb for line in history(Pillar(code="p"))] == ["test.shown"]
        assert len(history(Pillar(code="p"), reader=ACTOR)) == 3
    finally:
        for one in (hidden, shown):
            del verbs._VERBS[one.name]


@pytest.mark.django_db
def test_listeners_hear_each_event_in_its_transaction() -> None:
    heard: list[str] = []

    def listen(event: Event, told: Verb) -> None:
        heard.append(f"{told.name} {event.target_id} {connection.in_atomic_block}")

    on_record(listen)
    on_record(listen)
    record(ACTOR, KNOWN, Pillar(code="p"), what="A", when=None)
    assert heard == ["test.thing.done p True"]
