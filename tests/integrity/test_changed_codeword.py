"""Changing the codeword: nothing is lost on the way, the old one opens nothing then, and nobody slips a key in."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from mizan.integrity import stretching
from mizan.integrity.door import following_pages
from mizan.integrity.following import ReporterView, conversation, found_by
from mizan.integrity.models import Door, Epoch, Message, Wrap
from mizan.integrity.queries import reading
from mizan.integrity.rules.acts import Act
from mizan.integrity.services import codewords, reporter
from mizan.integrity.services.codewords import add_door, settle
from mizan.integrity.services.intake import intake, make_door
from mizan.integrity.signers import authors_at, signers
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.ledger.models import Leaf
from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.messages import seal_message
from mizan.sealing.reporter import ReporterKeys, hand_on, is_handed_on, keys_of
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.wraps import open_as_reporter, open_wrap
from tests.integrity.country import Country
from tests.integrity.desk import Officer, seated, sent
from tests.integrity.walking import digits_of, followed, main_form, open_door
from tests.integrity.walking import sent as sent_by_the_door
from tests.ledger.happening import happening
from tests.web.page_forms import send

pytestmark = pytest.mark.django_db
ACTOR = intake("exercise")
_numbers = count(1)


def some_keys() -> ReporterKeys:
    """Keys of a codeword that nobody had before."""
    return keys_of(next(_numbers).to_bytes(32, "big"))


def reported(country: Country) -> ReporterView:
    keys = some_keys()
    make_door(ACTOR, sent(country), keys)
    return found_by(keys)


def changed(country: Country, view: ReporterView) -> ReporterView:
    """From drawing to the first look-up by the new codeword."""
    keys = some_keys()
    add_door(ACTOR, view, keys, on=country.ground)
    return settle(ACTOR, found_by(keys), on=country.ground)


def opens(keys: ReporterKeys) -> bool:
    try:
        return bool(found_by(keys).narrative)
    except Refused:
        return False


def test_until_the_new_codeword_was_typed_both_open_and_then_the_new_one_alone(country: Country) -> None:
    view, fresh = reported(country), some_keys()
    add_door(ACTOR, view, fresh, on=country.ground)
    assert (opens(view.keys), opens(fresh)) == (True, True)
    settle(ACTOR, found_by(fresh), on=country.ground)
    assert (opens(view.keys), opens(fresh)) == (False, True)


def test_an_old_codeword_answers_like_one_that_was_never_issued(country: Country) -> None:
    view = reported(country)
    changed(country, view)
    answers = []
    for keys in (view.keys, some_keys()):
        with pytest.raises(Refused) as refused:
            found_by(keys)
        answers.append((refused.value.code, refused.value.where))
    assert answers[0] == answers[1]


def test_a_page_that_was_open_under_the_old_codeword_changes_nothing_any_more(country: Country) -> None:
    view = reported(country)
    changed(country, view)
    said = Message.objects.count()
    for verb in (
        lambda: reporter.write(ACTOR, view, "I heard this codeword.", on=country.ground),
        lambda: reporter.withdraw(ACTOR, view, on=country.ground),
        lambda: add_door(ACTOR, view, some_keys(), on=country.ground),
        lambda: settle(ACTOR, view, on=country.ground),
    ):
        with pytest.raises(Refused, match="no_such_codeword"):
            verb()
    assert Message.objects.count() == said


def test_whoever_kept_the_old_codeword_finds_no_box_in_a_database_stolen_later(country: Country) -> None:
    view = reported(country)
    view = changed(country, view)  # a later epoch exists, and its wrap for the second codeword
    old = view.keys
    now = changed(country, view)
    assert set(Door.objects.exclude(pk=now.door).values_list("locator", "box")) == {(None, None)}
    epochs = {one.number: Sealed(one.report_id.bytes, bytes(one.public), one.number) for one in Epoch.objects.all()}
    boxes = [(row.epoch, bytes(row.box)) for row in Wrap.objects.exclude(box=None)]
    assert boxes
    for number, box in boxes:
        with pytest.raises(OpenError):
            open_wrap(old.secret, epochs[number], box)
    with pytest.raises(OpenError):
        open_as_reporter(old.wrap, epochs[0], bytes(Door.objects.get(pk=now.door).box))


def test_what_comes_afterwards_is_sealed_to_a_key_that_the_old_codeword_never_had(country: Country) -> None:
    view = reported(country)
    now = changed(country, view)
    assert now.newest.epoch == view.newest.epoch + 1
    row = reporter.write(ACTOR, now, "Written after the change.", on=country.ground)
    assert row.epoch not in view.epochs


def test_her_messages_of_before_and_after_are_hers_for_her_and_for_her_readers(country: Country) -> None:
    view, officer = reported(country), seated(country)["IA-1"]
    reporter.write(ACTOR, view, "Before.", on=country.ground)
    now = changed(country, changed(country, view))
    reporter.write(ACTOR, now, "After.", on=country.ground)
    assert [line.text for line in conversation(found_by(now.keys))] == ["Before.", "After."]
    assert read_by(officer, now, country) == ["Before.", "After."]


def read_by(officer: Officer, view: ReporterView, country: Country) -> list[str | None]:
    return [line.text for line in reading.conversation(officer.opens(view.report.pk, country.ground))]


def test_the_old_key_signs_nothing_in_her_name_after_the_change(country: Country) -> None:
    view, officer = reported(country), seated(country)["IA-1"]
    now = changed(country, view)
    forged(now, view.keys)
    assert read_by(officer, now, country) == [None]
    assert [line.text for line in conversation(now)] == [None]


def test_a_door_that_her_key_did_not_sign_speaks_for_nobody(country: Country) -> None:
    view, officer, thief = reported(country), seated(country)["IA-1"], some_keys()
    for number, signed in ((1, None), (2, hand_on(thief.signing, view.report.pk.bytes, thief.verify_key))):
        with happening():
            Door.objects.create(
                report=view.report, number=number, locator=bytes([number] * 32), verify=thief.verify_key,
                signed=signed, box=b"box",
            )  # fmt: skip
    forged(view, thief)
    assert read_by(officer, view, country) == [None]
    with sight(report=view.report.pk):
        assert len(signers(Door.objects.all())) == 1


def forged(view: ReporterView, keys: ReporterKeys) -> None:
    """A row that somebody who can write the table adds in her name."""
    sealed = seal_message(view.newest, Purpose.FROM_REPORTER, 1, keys.signing, b'{"v": 1, "text": "Forged."}')
    with happening():
        Message.objects.create(
            report=view.report, purpose=Purpose.FROM_REPORTER, number=1, epoch=view.newest.epoch, sealed=sealed,
            written_on=view.report.received_on,
        )  # fmt: skip


def test_a_codeword_that_was_drawn_and_never_typed_ends_with_the_next_draw(country: Country) -> None:
    view, lost = reported(country), some_keys()
    add_door(ACTOR, view, lost, on=country.ground)
    add_door(ACTOR, found_by(view.keys), some_keys(), on=country.ground)
    assert (opens(lost), opens(view.keys)) == (False, True)
    assert lost.verify_key not in authors_at(signers(Door.objects.all()), 0)


def test_a_recusal_while_two_codewords_are_open_is_wrapped_to_both(country: Country) -> None:
    view, fresh, officers = reported(country), some_keys(), seated(country)
    add_door(ACTOR, view, fresh, on=country.ground)
    officers["IA-1"].does(view.report.pk, country.ground, Act.RECUSE, "relative")
    assert set(found_by(view.keys).epochs) == set(found_by(fresh).epochs) == {0, 1}


def test_each_new_codeword_finds_the_same_thread_in_the_log(country: Country) -> None:
    view, fresh = reported(country), some_keys()
    add_door(ACTOR, view, fresh, on=country.ground)
    threads = set()
    leaves = [bytes(leaf.data) for leaf in Leaf.objects.all()]
    for keys in (view.keys, fresh):
        (leaf,) = [one for one in leaves if keys.find in one]
        at = leaf.index(keys.find) + 32
        threads.add(keys.leaf_fields(leaf[at : at + 32])[1])
    assert len(threads) == 1


def test_a_codeword_is_changed_a_few_times_only(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codewords, "MOST_DOORS", 2)
    now = changed(country, reported(country))
    with pytest.raises(Refused, match="too_many_codewords"):
        add_door(ACTOR, now, some_keys(), on=country.ground)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["draw", "type", "old"]), max_size=6))
def test_whatever_order_she_draws_and_types_in_what_she_last_typed_opens(country: Country, steps: list[str]) -> None:
    held = reported(country).keys
    drawn: list[ReporterKeys] = []
    for step in steps:
        if step == "draw":
            drawn.append(some_keys())
            add_door(ACTOR, found_by(held), drawn[-1], on=country.ground)
        elif step == "type" and drawn:
            settle(ACTOR, found_by(drawn[-1]), on=country.ground)
            held, drawn = drawn[-1], []
        assert opens(held)
        assert [opens(one) for one in drawn] == [one is drawn[-1] for one in drawn]


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32))
def test_a_key_is_handed_on_for_one_report_by_one_key(report: bytes, other: bytes, seed: bytes) -> None:
    verify, thief = bytes(SigningKey(seed).verify_key), bytes(SigningKey(bytes(32)).verify_key)
    signature = hand_on(seed, report, thief)
    assert is_handed_on(verify, report, thief, signature)
    assert is_handed_on(verify, other, thief, signature) is (other == report)
    assert not is_handed_on(verify, report, verify, signature) or verify == thief


@pytest.fixture
def door(country: Country, public: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    open_door(country, monkeypatch)
    return public


def drawn(door: Any, page: Any) -> Any:
    return send(door, main_form(page, "/report/follow/", verb="change"))


def test_by_the_pages_from_the_old_codeword_to_the_new_one(door: Any) -> None:
    old = digits_of(sent_by_the_door(door, narrative="What I saw."))
    page = followed(door, old)
    answer = drawn(door, page)
    new = digits_of(answer)
    assert new != old
    assert followed(door, old).status_code == 200
    typed = send(door, main_form(answer, "/report/follow/", codeword=new))
    assert "The old one opens nothing now" in typed.content.decode()
    assert followed(door, old).status_code == 409
    assert followed(door, new).status_code == 200
    assert send(door, main_form(page, "/report/follow/", verb="write", text="Late.")).status_code == 409
    assert send(door, main_form(page, "/report/files/"), {"files": ("a.txt", b"words")}).status_code == 409


def test_a_slip_in_the_new_codeword_loses_nothing(door: Any) -> None:
    old = digits_of(sent_by_the_door(door))
    answer = drawn(door, followed(door, old))
    slip = send(door, main_form(answer, "/report/follow/", codeword="abandon " * 8))
    assert slip.status_code == 409
    assert followed(door, old).status_code == 200
    assert followed(door, digits_of(answer)).status_code == 200


def test_where_there_is_no_room_to_stretch_nothing_changes_and_she_is_told_to_come_again(
    door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = digits_of(sent_by_the_door(door))
    page = followed(door, old)

    def full(*_args: object, **_more: object) -> None:
        raise stretching.Busy

    monkeypatch.setattr(following_pages, "change", full)
    answer = drawn(door, page)
    assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
    assert Door.objects.count() == 1
