"""Leaves: one per consequential event, fixed in its transaction, saying nothing but a duty's clock."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mizan.framework.models import Assessment, Evidence, Pillar
from mizan.framework.services import assess
from mizan.framework.services.answers import Answer
from mizan.kit.acting import acting
from mizan.kit.clock import at
from mizan.kit.refusal import Refused
from mizan.ledger import duties, rules, threads
from mizan.ledger.auditing import audit
from mizan.ledger.canonical import canonical
from mizan.ledger.leaves import Draft, build
from mizan.ledger.models import Duty, Event, Leaf, Thread
from mizan.ledger.record import opaque, record
from mizan.ledger.verbs import Verb
from mizan.tlog import leaf as v1
from tests.framework.cast import DAY, make_cast, undone
from tests.ledger.happening import CLOCK, DONE, happening
from tests.ledger.small_world import ACKNOWLEDGE, DECIDE, INTERNAL, TEXT, make_ground, open_two, play

pytestmark = pytest.mark.django_db
SUBJECT = Pillar(code="a-subject")
LATER = DAY + timedelta(5)


def public(leaf: Leaf | None) -> v1.Leaf:
    assert leaf is not None
    return v1.unpack_leaf(bytes(leaf.data))


def fresh(duty: Duty) -> Duty:
    return Duty.objects.select_related("leaf", "closing_leaf").get(pk=duty.pk)


def opened(*kinds: duties.DutyKind) -> list[Duty]:
    return [fresh(duty) for duty in open_two(SUBJECT, *kinds)]


def test_I5_every_verb_of_the_rooms_has_one_event_with_one_leaf_that_opens_to_it() -> None:
    play()
    assert Event.objects.filter(leaf=None).count() == 0
    assert audit().faults == []


def test_the_outbox_costs_exactly_one_insert() -> None:
    """And one for the key of a thread that is new."""
    make_ground()
    cast = make_cast()
    answer = Answer(cast.obligation, "letter", 1, TEXT, "2026")
    assess(cast.society, answer)
    with CaptureQueriesContext(connection) as caught:
        assess(cast.society, answer)
    inserts = Counter(re.findall(r'INSERT INTO "(\w+)"', " ".join(query["sql"] for query in caught)))
    assert inserts == {"framework_assessment": 1, "ledger_event": 1, "ledger_leaf": 1}
    assert not [query for query in caught if query["sql"].startswith("UPDATE")]


def test_several_duties_of_one_verb_are_one_insert_of_leaves_too() -> None:
    opened(ACKNOWLEDGE)
    with CaptureQueriesContext(connection) as caught:
        open_two(SUBJECT, ACKNOWLEDGE, DECIDE, DECIDE)
    assert sum(query["sql"].startswith('INSERT INTO "ledger_leaf"') for query in caught) == 1
    assert Leaf.objects.count() == 4


def test_a_consequential_event_without_a_leaf_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(
            at=datetime.now(UTC), verb="x.y", target_kind="a", target_id="1", consequential=True
        )  # fmt: skip


def test_a_row_outside_any_verb_is_refused_by_the_database() -> None:
    make_ground()
    cast = make_cast()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.create(kind="report", captured_on=DAY, author_body_id=cast.owner.body)


@pytest.mark.django_db(transaction=True)
def test_I5_a_verb_that_forgets_its_event_fails_at_commit() -> None:
    make_ground()
    cast = make_cast()
    before = Evidence.objects.count()
    with pytest.raises(IntegrityError), acting(cast.owner):
        Evidence.objects.create(kind="report", captured_on=DAY, author_body_id=cast.owner.body)
    assert Evidence.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_row_written_after_its_event_fails_at_commit_as_well() -> None:
    make_ground()
    cast = make_cast()
    before = Event.objects.count()  # a pack may be there, with its own

    def too_late() -> None:
        with acting(cast.owner):
            record(CLOCK, DONE, SUBJECT)
            Evidence.objects.create(kind="report", captured_on=DAY, author_body_id=cast.owner.body)

    with pytest.raises(IntegrityError):
        too_late()
    assert Event.objects.count() == before


def test_rows_written_in_bulk_share_their_event() -> None:
    make_ground()
    cast = make_cast()
    with happening():
        Evidence.objects.bulk_create(
            [Evidence(kind="report", captured_on=DAY, author_body_id=cast.owner.body) for _ in range(3)]
        )
    assert Evidence.objects.values("made_in").distinct().count() == 1
    assert audit().holds


def test_a_verb_without_a_leaf_cannot_write_what_needs_one() -> None:
    make_ground()
    cast = make_cast()
    light = Verb("test.light", "", {}, consequential=False)

    def hide() -> None:
        with acting(cast.owner):
            Evidence.objects.create(kind="report", captured_on=DAY, author_body_id=cast.owner.body)
            record(CLOCK, light, SUBJECT)

    with pytest.raises(RuntimeError, match="need a leaf"):
        hide()
    with acting(CLOCK):
        assert record(CLOCK, light, SUBJECT).leaf_id is None


def test_a_duty_shows_its_kind_and_due_day_and_its_closing_reveals_the_nonce_of_its_opening() -> None:
    (duty,) = opened(ACKNOWLEDGE)
    shown = public(duty.leaf)
    assert (shown.flags, shown.kind, shown.due_day) == (v1.OPEN, 1, v1.day_number(DAY))
    with happening(SUBJECT):
        duties.discharge(duty, on=DAY)
    closed = public(fresh(duty).closing_leaf)
    assert (closed.flags, closed.kind, closed.due_day) == (v1.CLOSE, 1, v1.day_number(DAY))
    assert v1.tag(closed.nonce) == shown.tag


def test_duties_opened_together_have_a_leaf_each_and_the_first_rides_on_the_events() -> None:
    first, second = opened(ACKNOWLEDGE, DECIDE)
    assert first.leaf_id != second.leaf_id
    assert Event.objects.get(leaf=first.leaf_id).pk == first.made_in_id == second.made_in_id
    assert (public(first.leaf).tag, public(first.leaf).kind) != (public(second.leaf).tag, public(second.leaf).kind)


def test_one_leaf_closes_a_duty_and_opens_the_next_of_the_same_matter() -> None:
    (duty,) = opened(ACKNOWLEDGE)
    with happening(SUBJECT):
        duties.discharge(duty, on=DAY)
        then = duties.open_duty(DECIDE, owner="B", subject=SUBJECT, opened_on=DAY, due_on=LATER)
    assert fresh(duty).closing_leaf_id == then.leaf_id
    shown = public(fresh(then).leaf)
    assert (shown.flags, shown.kind, shown.due_day) == (v1.OPEN | v1.CLOSE, 2, v1.day_number(LATER))


def test_the_duties_of_two_matters_never_share_a_leaf() -> None:
    (duty,) = opened(ACKNOWLEDGE)
    with happening(SUBJECT):
        duties.discharge(duty, on=DAY)
        then = duties.open_duty(DECIDE, owner="B", subject=Pillar(code="other"), opened_on=DAY, due_on=LATER)
    assert fresh(duty).closing_leaf_id != then.leaf_id
    assert audit().holds


def test_extended_and_escalated_are_said_in_the_flags_and_open_their_successor() -> None:
    (duty,) = opened(ACKNOWLEDGE)
    with happening(SUBJECT):
        later = duties.extend(duty, on=DAY, due_on=LATER, reason="translation")
    shown = public(fresh(later).leaf)
    assert (shown.flags, shown.due_day) == (v1.OPEN | v1.CLOSE | v1.EXTENDED, v1.day_number(LATER))
    with happening(SUBJECT):
        outward = duties.escalate(later, on=LATER + timedelta(1), owner="O", due_on=LATER + timedelta(9))
    assert public(fresh(outward).leaf).flags == v1.OPEN | v1.CLOSE | v1.ESCALATED
    assert fresh(later).closing_leaf_id == outward.leaf_id


def test_a_kind_that_is_not_public_shows_nothing() -> None:
    (duty,) = opened(INTERNAL)
    assert duty.leaf_id is None
    shown = public(Event.objects.get(pk=duty.made_in_id).leaf)
    assert (shown.flags, shown.kind, shown.due_day) == (0, 0, 0)


def test_a_public_number_is_one_of_the_eight() -> None:
    with pytest.raises(ValueError, match="no public number"):
        duties.duty_kind("test.ninth", number=9)


def test_leaves_with_a_duty_wait_for_the_daily_slot_and_others_for_the_hourly_one(settings: object) -> None:
    settings.LEDGER_SLOTS = {"duty": 24 * 60, "other": 60}  # type: ignore[attr-defined]
    with at(datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)):
        (duty,) = opened(ACKNOWLEDGE)
        with happening(SUBJECT):
            pass
    assert duty.leaf is not None
    assert duty.leaf.publish_from == datetime(2026, 3, 5, tzinfo=UTC)
    other = Leaf.objects.exclude(pk=duty.leaf_id).get()
    assert other.publish_from == datetime(2026, 3, 4, 6, tzinfo=UTC)


@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),
    minutes=st.sampled_from([1, 10, 60, 1440]),
)
def test_a_slot_is_the_next_whole_one_and_never_now(moment: datetime, minutes: int) -> None:
    slot = rules.slot(moment, minutes=minutes)
    assert timedelta(0) < slot - moment <= timedelta(minutes=minutes)
    assert (slot - datetime(1970, 1, 1, tzinfo=UTC)) % timedelta(minutes=minutes) == timedelta(0)


def test_a_matter_that_must_not_tell_the_hour_keeps_the_day() -> None:
    quiet = Verb("test.quiet", "", {}, day_only=True)
    with at(datetime(2026, 3, 4, 23, 6, tzinfo=UTC)), acting(CLOCK):
        assert record(CLOCK, quiet, SUBJECT).at == datetime(2026, 3, 4, tzinfo=UTC)


def test_an_opaque_leaf_carries_what_its_finder_looks_for() -> None:
    tag, nonce = b"t" * 32, b"n" * 32
    with happening(SUBJECT):
        opaque(tag, nonce)
    shown = public(Leaf.objects.get())
    assert (shown.flags, shown.tag, shown.nonce) == (0, tag, nonce)
    assert audit().holds

    def both() -> None:
        with happening(SUBJECT):
            opaque(tag, nonce)
            duties.open_duty(DECIDE, owner="B", subject=SUBJECT, opened_on=DAY, due_on=LATER)

    with pytest.raises(RuntimeError, match="no duty"):
        both()
    with pytest.raises(RuntimeError, match="needs an act"):
        opaque(tag, nonce)


def test_what_a_savepoint_took_back_is_on_no_leaf() -> None:
    with happening(SUBJECT), undone():
        duties.open_duty(DECIDE, owner="B", subject=SUBJECT, opened_on=DAY, due_on=LATER)
    assert public(Leaf.objects.get()).flags == 0
    assert audit().holds


def test_nothing_is_added_to_an_erased_thread() -> None:
    with happening(SUBJECT):
        pass
    thread = Thread.objects.get()
    with happening():
        pass
    event = Event.objects.exclude(target_id="a-subject").get()
    Thread.objects.filter(pk=thread.pk).update(sealed=None, erased_by=event)
    with pytest.raises(Refused, match=r"ledger\.thread_erased"), happening(SUBJECT):
        pass


def test_a_thread_has_one_key_and_each_leaf_its_own_salt() -> None:
    for _number in range(3):
        with happening(SUBJECT):
            pass
    keys = threads.keys_of(Thread.objects.get())
    salts = {threads.unseal(keys.data, bytes(leaf.sealed))[:32] for leaf in Leaf.objects.all()}
    assert len(salts) == 3
    assert keys.thread != keys.data


def test_I5_a_leafs_bytes_are_independent_of_its_content() -> None:
    """Chi-square over the bits of 600 leaves of two very different payloads, each with its fresh salts: no bit of the
    96 secret-looking bytes tells them apart. 768 bits, Bonferroni at 1e-6 in all: a limit of 6.6 standard errors."""
    payloads = (canonical({"verb": "a"}), canonical({"verb": "b", "facts": {"long": "x" * 4000}}))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    ones = []
    for payload in payloads:
        subject = ("test.subject", str(len(payload)))
        leaves = build([Draft(uuid, subject, payload, moment) for uuid in [None] * 600])  # type: ignore[arg-type]
        bits = [int.from_bytes(bytes(leaf.data)[8:], "big") for leaf in leaves]
        assert {bytes(leaf.data)[:8] for leaf in leaves} == {b"\x01" + bytes(7)}
        ones.append([sum(value >> place & 1 for value in bits) for place in range(768)])
    worst = max(abs(a - b) for a, b in zip(*ones, strict=True))
    assert worst <= 6.6 * (2 * 600 / 4) ** 0.5
    assert all(abs(count - 300) <= 6.6 * (600 / 4) ** 0.5 for counts in ones for count in counts)


def test_I5_no_leaf_holds_a_pattern_of_personal_data() -> None:
    """No run of sixteen letters, digits or address signs anywhere in the outbox of a played world."""
    play()
    for leaf in Leaf.objects.all():
        assert not re.search(rb"[A-Za-z0-9@._+ -]{16,}", bytes(leaf.data)), bytes(leaf.data)


def test_the_assessment_itself_is_in_the_commitment_and_its_text_is_not_in_the_event() -> None:
    play()
    row = Assessment.objects.all()[0]
    assert "so it is" not in str(Event.objects.get(pk=row.made_in_id).payload)


def test_canonical_bytes_do_not_depend_on_order_or_composition() -> None:
    assert canonical({"b": 1, "a": "e\u0301"}) == canonical({"a": "\u00e9", "b": 1}) == b'{"a":"\xc3\xa9","b":1}'
    assert date(2026, 1, 1).isoformat() == "2026-01-01"
