"""Erasure destroys keys, never duties; contests stop it; the journal brings it back after a restore."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.framework.models import Evidence, Pillar
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role, Side, system
from mizan.kit.refusal import Refused
from mizan.ledger import contests, duties, erasing, journal, revoking, rules, threads
from mizan.ledger.auditing import audit
from mizan.ledger.models import Duty, Event, JournalLine, Leaf, Thread
from mizan.ledger.record import record
from mizan.ledger.rules import Consent
from mizan.ledger.verbs import HASH, Verb
from mizan.tlog.merkle import leaf_hash
from tests.framework.cast import DAY
from tests.ledger.happening import CLOCK, happening
from tests.ledger.small_world import ACKNOWLEDGE, INTERNAL, open_two

pytestmark = pytest.mark.django_db
SUBJECT = Pillar(code="a-subject")
FIRST = Actor(id="u-1", body="B-1", side=Side.STATE, roles=frozenset({Role.INQUIRY}))
SECOND = Actor(id="u-2", body="B-2", side=Side.SOCIETY, roles=frozenset({Role.CASEWORK}))
OVERSEER = Actor(id="u-3", body="B-3", side=Side.STATE, roles=frozenset({Role.OVERSIGHT}))
RECEIVED = Verb("test.received", "", {"contest": HASH})
PREIMAGE = b"p" * 32


def asked(subject: Pillar = SUBJECT) -> erasing.Erasure:
    return erasing.ask_erasure(FIRST, subject, basis="court_order")


def agreed_by_all() -> erasing.Erasure:
    erasure = asked()
    for actor in (SECOND, OVERSEER):
        erasing.consent_to_erasure(actor, erasure)
    return erasure


def refused(code: str, call: object, *args: object, **more: object) -> None:
    with pytest.raises(Refused) as found:
        call(*args, **more)  # type: ignore[operator]
    assert found.value.code == code


@pytest.fixture
def thread() -> Thread:
    with happening(SUBJECT):
        pass
    return Thread.objects.get()


def received() -> Event:
    with acting(CLOCK):
        return record(CLOCK, RECEIVED, SUBJECT, contest=contests.contest_hash(PREIMAGE))


def test_an_erasure_destroys_the_keys_for_good_and_has_a_leaf_of_its_own(thread: Thread) -> None:
    before = Leaf.objects.get(thread=thread)
    event = erasing.erase(OVERSEER, agreed_by_all())
    thread.refresh_from_db()
    assert (thread.sealed, thread.erased_by) == (None, event)
    assert event.leaf is not None
    assert event.leaf.thread != thread
    refused("ledger.thread_erased", threads.keys_of, thread)
    after = Leaf.objects.get(pk=before.pk)
    assert leaf_hash(bytes(after.data)) == bytes(after.hash) == bytes(before.hash), "proofs stay valid"
    report = audit()
    assert report.faults == []
    assert report.erased == 1


@pytest.mark.usefixtures("thread")
def test_two_persons_and_oversight_of_another_body_must_agree() -> None:
    erasure = asked()
    refused("ledger.erasure_two_persons", erasing.erase, FIRST, erasure)
    refused("ledger.erasure_agreed_before", erasing.consent_to_erasure, FIRST, erasure)
    refused("ledger.erasure_needs_person", erasing.consent_to_erasure, system("clock"), erasure)
    erasing.consent_to_erasure(SECOND, erasure)
    refused("ledger.erasure_oversight", erasing.erase, FIRST, erasure)
    erasing.consent_to_erasure(replace(OVERSEER, body="B-1"), erasure)
    refused("ledger.erasure_oversight", erasing.erase, FIRST, erasure)
    erasing.consent_to_erasure(replace(OVERSEER, id="u-4"), erasure)
    refused("ledger.erasure_not_yours", erasing.erase, replace(FIRST, id="u-9"), erasure)
    erasing.erase(SECOND, erasure)


@given(
    st.lists(
        st.builds(Consent, st.sampled_from("abcde"), st.sampled_from("XYZ"), st.booleans()),
        max_size=6,
        unique_by=lambda consent: consent.person,
    )
)
def test_no_fewer_than_three_persons_ever_suffice_and_oversight_is_always_among_them(consents: list[Consent]) -> None:
    if rules.may_erase(consents, "a") == "":
        assert len({consent.person for consent in consents}) >= 3
        assert any(consent.is_oversight for consent in consents)
        for fewer in combinations(consents, 2):
            assert rules.may_erase(list(fewer), "a") != ""


@pytest.mark.parametrize("kind", [ACKNOWLEDGE, INTERNAL])
def test_I3_nothing_is_erased_while_a_duty_is_open_and_an_erasure_never_discharges_one(kind: duties.DutyKind) -> None:
    (duty,) = open_two(SUBJECT, kind)
    refused("ledger.duty_open", asked)
    with happening(SUBJECT):
        duties.discharge(duty, on=DAY)
    erasure = agreed_by_all()
    (again,) = open_two(SUBJECT, kind)
    refused("ledger.duty_open", erasing.erase, OVERSEER, erasure)
    assert Duty.objects.get(pk=again.pk).state == "open"
    with happening(SUBJECT):
        duties.discharge(again, on=DAY)
    states = list(Duty.objects.order_by("pk").values_list("pk", "state", "closed_in"))
    erasing.erase(OVERSEER, erasure)
    assert list(Duty.objects.order_by("pk").values_list("pk", "state", "closed_in")) == states


def test_whoever_holds_the_preimage_can_contest_a_leaf_and_nothing_is_erased_until_oversight_answers() -> None:
    event = received()
    assert event.leaf is not None
    thread = event.leaf.thread
    assert thread is not None
    refused("ledger.contest_preimage", contests.contest, b"q" * 32, bytes(event.leaf.hash))
    refused("ledger.contest_preimage", contests.contest, b"short", bytes(event.leaf.hash))
    contested = contests.contest(PREIMAGE, bytes(event.leaf.hash))
    assert contested.leaf_id is not None
    assert (contested.actor, contested.body) == ("holder of a receipt", "")
    refused("ledger.contested_before", contests.contest, PREIMAGE, bytes(event.leaf.hash))
    refused("ledger.contested", asked)
    refused("ledger.oversight_only", contests.answer_contest, FIRST, thread, finding="closing_stands")
    refused("ledger.contest_finding", contests.answer_contest, OVERSEER, thread, finding="because")
    contests.answer_contest(OVERSEER, thread, finding="closing_stands")
    refused("ledger.not_contested", contests.answer_contest, OVERSEER, thread, finding="closing_stands")
    asked()
    assert audit().holds


def test_a_code_contests_only_leaves_of_its_own_matter() -> None:
    received()
    with happening(Pillar(code="another")):
        pass
    other = Leaf.objects.get(thread__subject_id="another")
    refused("ledger.contest_other_thread", contests.contest, PREIMAGE, bytes(other.hash))


def test_an_erasure_needs_a_matter_and_a_legal_basis(thread: Thread) -> None:
    refused("ledger.no_thread", erasing.ask_erasure, FIRST, Evidence(), basis="court_order")
    refused("ledger.erasure_basis", erasing.ask_erasure, FIRST, SUBJECT, basis="replay")
    erasing.erase(OVERSEER, agreed_by_all())
    refused("ledger.thread_erased", asked)


def test_after_a_restore_the_journal_destroys_the_key_again_and_no_door_opens_before(thread: Thread) -> None:
    from django.db import connection

    from mizan.web.readiness import journal_faults
    from tests.conftest import lifted_guards

    sealed = bytes(thread.sealed or b"")
    erasing.erase(OVERSEER, agreed_by_all())
    assert list(journal_faults()) == []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    with lifted_guards():  # the backup of before the erasure
        Thread.objects.filter(pk=thread.pk).update(sealed=sealed, erased_by=None)
        JournalLine.objects.all().delete()
    assert [reason.code for reason in journal_faults()] == ["journal_waits"]
    assert "journal_not_replayed" in {fault.code for fault in audit().faults}
    assert revoking.replay(system("replay")) == 1
    thread.refresh_from_db()
    assert thread.sealed is None
    assert list(journal_faults()) == []
    assert revoking.replay(system("replay")) == 0
    assert audit().faults == []


def test_a_shortened_journal_is_noticed_since_the_database_remembers(thread: Thread, settings: object) -> None:
    from mizan.web.readiness import journal_faults

    erasing.erase(OVERSEER, agreed_by_all())
    Path(settings.REVOCATIONS).write_bytes(b"")  # type: ignore[attr-defined]
    assert [reason.code for reason in journal_faults()] == ["journal_broken"]
    assert "journal_broken" in {fault.code for fault in audit().faults}


def test_the_journal_holds_kinds_and_random_ids_and_nothing_else(tmp_path: Path) -> None:
    path, ids = tmp_path / "deep" / "journal", [uuid4() for _ in range(3)]
    for kind, one in zip(journal.KINDS, ids, strict=True):
        journal.append(path, kind, one)
    assert [(line.number, line.kind, line.id) for line in journal.entries(path)] == [
        (number, kind, one) for number, (kind, one) in enumerate(zip(journal.KINDS, ids, strict=True), 1)
    ]
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(ValueError, match="no kind"):
        journal.append(path, "gossip", uuid4())


def test_every_change_of_any_byte_of_the_journal_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    for kind in journal.KINDS:
        journal.append(path, kind, uuid4())
    content = path.read_bytes()
    whole = journal.entries(path)
    for place in range(len(content)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            left = journal.entries(path)
        except journal.JournalBroken:
            continue
        assert left == whole[:-1], "only the last line feed can be changed so: a line that was never finished"
        assert place == len(content) - 1


def test_a_line_that_a_crash_cut_off_is_taken_away_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    first = journal.append(path, "recusal", uuid4())
    with path.open("ab") as file:
        file.write(b"2 recusal 0b9c")
    assert journal.entries(path) == [first]
    second = journal.append(path, "withdrawal", uuid4())
    assert journal.entries(path) == [first, second]
