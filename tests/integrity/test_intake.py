"""A report comes in: sealed to who may read it, stored before its codeword, and found again by it alone."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection

from mizan.institutions.rules.routing import Accused
from mizan.integrity import instance, kinds, stretching
from mizan.integrity.following import ReporterView, conversation, duties, holders, look_up
from mizan.integrity.models import Door, EscrowWrap, LaterWrap, Report, Wrap
from mizan.integrity.rules.accusation import Accusation, read_body
from mizan.integrity.services import intake, reporter
from mizan.integrity.services.intake import Submitted, give_codeword, submit
from mizan.kit.actors import system
from mizan.kit.refusal import Refused
from mizan.ledger import rules as ledger_rules
from mizan.ledger.models import Event, Leaf
from mizan.sealing.codeword import draw, parse
from mizan.sealing.context import Purpose
from mizan.sealing.errors import OpenError
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.wordlists import Language
from mizan.sealing.wraps import digest, open_wrap, release
from mizan.tlog.leaf import unpack_leaf
from tests.integrity.country import CLOCK, KEEPERS, TODAY, Country

OFFICER = Accused("POLICE", "STATION", "officer")
HEAD_OF_IA = Accused("POLICE", "IA", "unit_head")
ABOUT_OFFICER = Accusation((OFFICER,), stage="recruitment", act="N01")
NARRATIVE = "A marker that nobody else writes: qoqnoos-7731."
ACTOR, HOLDER = intake.intake("exercise"), system("reporter", world="exercise")


def sent(country: Country, accusation: Accusation = ABOUT_OFFICER) -> Submitted:
    return submit(ACTOR, accusation, NARRATIVE, on=country.ground)


def followed(country: Country, accusation: Accusation = ABOUT_OFFICER) -> ReporterView:
    return look_up(give_codeword(ACTOR, sent(country, accusation)))


def sealed(submitted: Submitted) -> Sealed:
    return submitted.key.report


def test_every_reader_now_opens_it_and_finds_the_accusation_and_the_words(country: Country) -> None:
    submitted = sent(country)
    row = Report.objects.get(pk=submitted.report)
    wraps = Wrap.objects.filter(report=row)
    assert {one.institution_id for one in wraps} == {"IA", "ACE"}
    for one in wraps:
        person = str(one.keys.user_id)
        keys = country.people[one.institution_id][person]
        opened = open_wrap(keys.secret, sealed(submitted), bytes(one.box))
        assert read_body(opened.open(Purpose.BODY, bytes(row.body))) == (ABOUT_OFFICER, NARRATIVE)


def test_I1_nobody_of_an_accused_body_holds_a_wrap_of_any_kind(country: Country) -> None:
    submitted = sent(country, Accusation((HEAD_OF_IA,)))
    assert "IA" not in set(Wrap.objects.values_list("institution_id", flat=True))
    assert "IA" not in set(LaterWrap.objects.values_list("keys__institution_id", flat=True))
    boxes = [bytes(one.box) for one in Wrap.objects.filter(report=submitted.report)]
    for keys in country.people["IA"].values():
        for box in boxes:
            with pytest.raises(OpenError):
                open_wrap(keys.secret, sealed(submitted), box)


def test_a_rung_opens_only_with_the_clock_s_key_and_then_the_body_s(country: Country) -> None:
    submitted = sent(country)
    rung = LaterWrap.objects.filter(report=submitted.report).order_by("step")[0]
    assert rung.rung == "oversight"
    body = country.bodies[rung.keys.institution_id]
    with pytest.raises(OpenError):
        open_wrap(body.secret, sealed(submitted), bytes(rung.box))
    inner = release(CLOCK.secret, sealed(submitted), bytes(rung.box), Purpose.RUNG, body.report.public)
    assert open_wrap(body.secret, sealed(submitted), inner, Purpose.RUNG).secret == submitted.key.secret


def test_any_two_of_the_three_keepers_open_it_together(country: Country) -> None:
    submitted = sent(country)
    pairs = list(EscrowWrap.objects.filter(report=submitted.report))
    assert len(pairs) == 3
    by_public = sorted((one.public.public, one) for one in KEEPERS)
    one, other = by_public[0][1], by_public[1][1]
    box = next(bytes(p.box) for p in pairs if opens(one.secret, submitted, bytes(p.box), other.public.public))
    inner = release(one.secret, sealed(submitted), box, Purpose.ESCROW, other.public.public)
    assert open_wrap(other.secret, sealed(submitted), inner, Purpose.ESCROW).secret == submitted.key.secret


def opens(secret: bytes, submitted: Submitted, box: bytes, inner: bytes) -> bool:
    try:
        release(secret, sealed(submitted), box, Purpose.ESCROW, inner)
    except OpenError:
        return False
    return True


def test_every_report_opens_the_same_five_public_duties_whoever_is_accused(country: Country) -> None:
    first, second = sent(country), sent(country, Accusation((HEAD_OF_IA,), serious=("death",)))
    shapes = []
    for one in (first, second):
        found = intake_duties(one)
        assert [duty.kind for duty in found] == [kind.code for kind in kinds.BY_CLOCK.values()]
        shapes.append([(duty.number, duty.opened_on, duty.due_on) for duty in found])
    assert shapes[0] == shapes[1]


def intake_duties(submitted: Submitted) -> list:  # type: ignore[type-arg]
    from mizan.ledger.duties import of_subject

    return sorted(of_subject(Report.objects.get(pk=submitted.report)), key=lambda one: one.number)


def test_the_payload_commits_to_the_ciphertext_and_to_every_box(country: Country) -> None:
    submitted = sent(country)
    row = Report.objects.get(pk=submitted.report)
    event = Event.objects.get(pk=row.made_in_id)
    rows = [*row.wraps.all(), *row.later.all(), *row.escrow.all()]
    assert event.payload["body"] == sha256(bytes(row.body)).hexdigest()
    assert event.payload["boxes"] == digest(bytes(one.box) for one in rows).hex()
    assert set(event.payload) == {"rules", "policy", "body", "boxes"}


def test_rows_and_events_hold_days_and_no_hours(country: Country) -> None:
    submitted = sent(country)
    give_codeword(ACTOR, submitted)
    for event in Event.objects.filter(target_kind="integrity.report"):
        assert event.at == ledger_rules.day_start(event.at)
        assert (event.actor, event.body) == ("intake", "")


def test_the_report_is_stored_and_read_before_any_codeword_is_drawn(country: Country) -> None:
    submitted = sent(country)
    assert not Door.objects.filter(report=submitted.report).exists()
    assert Report.objects.filter(pk=submitted.report).exists()
    assert Wrap.objects.filter(report=submitted.report).exists()


@pytest.mark.parametrize("form", ["english", "urdu", "digits"])
def test_each_form_of_the_codeword_finds_the_report_again(country: Country, form: str) -> None:
    submitted = sent(country)
    codeword = give_codeword(ACTOR, submitted)
    typed = {
        "english": " ".join(codeword.words(Language.ENGLISH)), "urdu": " ".join(codeword.words(Language.URDU)),
        "digits": codeword.digits(),
    }[form]  # fmt: skip
    view = look_up(parse(typed))
    assert (view.report.pk, view.narrative, view.accusation) == (submitted.report, NARRATIVE, ABOUT_OFFICER)
    assert holders(view) == ["ACE", "IA"]
    assert len(duties(view)) == 5


def test_another_codeword_finds_nothing_and_is_told_no_more(country: Country) -> None:
    give_codeword(ACTOR, sent(country))
    with pytest.raises(Refused, match="no_such_codeword"):
        look_up(draw())


def test_the_opaque_leaf_leads_from_the_codeword_to_the_thread(country: Country) -> None:
    submitted = sent(country)
    codeword = give_codeword(ACTOR, submitted)
    keys = stretching.keys(codeword)
    found = [leaf for leaf in map(unpack_leaf, leaves()) if leaf.tag == keys.find]
    assert len(found) == 1
    assert bytes(a ^ b for a, b in zip(found[0].nonce, keys.mask, strict=True)) == submitted.thread
    assert (found[0].flags, found[0].kind, found[0].due_day) == (0, 0, 0)


def leaves() -> list[bytes]:
    return [bytes(one) for one in Leaf.objects.values_list("data", flat=True)]


def test_one_report_has_one_codeword(country: Country) -> None:
    submitted = sent(country)
    codeword = give_codeword(ACTOR, submitted)
    with pytest.raises(Refused, match="codeword_given"):
        give_codeword(ACTOR, submitted)
    assert look_up(codeword).report.pk == submitted.report


def test_a_door_hidden_under_an_older_pepper_is_still_found(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    codeword = give_codeword(ACTOR, sent(country))
    monkeypatch.setattr(instance, "peppers", lambda: {2: b"n" * 32, **PEPPERS})
    assert look_up(codeword).narrative == NARRATIVE
    newer = give_codeword(ACTOR, sent(country))
    assert Door.objects.get(report=look_up(newer).report).pepper == 2


PEPPERS = instance.peppers()


def test_stretching_inside_a_transaction_is_refused(country: Country) -> None:
    from mizan.kit.acting import reading

    with reading(HOLDER), pytest.raises(RuntimeError, match="inside a transaction"):
        stretching.keys(draw())


def test_who_finds_no_room_to_stretch_is_told_to_come_again_and_loses_nothing(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted = sent(country)
    monkeypatch.setattr(stretching, "_room", FullRoom())
    with pytest.raises(stretching.Busy):
        give_codeword(ACTOR, submitted, wait=0)
    monkeypatch.undo()
    assert look_up(give_codeword(ACTOR, submitted)).narrative == NARRATIVE


class FullRoom:
    def acquire(self, timeout: float) -> bool:
        return False


def test_the_reporter_s_messages_are_hers_and_come_back_in_order(country: Country) -> None:
    view = followed(country)
    reporter.write(HOLDER, view, "first", on=country.ground)
    reporter.write(HOLDER, view, "second", on=country.on(TODAY + timedelta(1)))
    assert [(one.number, one.text, one.by_reporter) for one in conversation(view)] == [
        (1, "first", True), (2, "second", True),
    ]  # fmt: skip


def test_a_message_in_her_name_that_she_did_not_sign_is_shown_as_unreadable(country: Country) -> None:
    from mizan.integrity.models import Message
    from mizan.sealing.messages import seal_message
    from mizan.sealing.readers import new_keys
    from tests.ledger.happening import happening

    view = followed(country)
    forged = seal_message(view.newest, Purpose.FROM_REPORTER, 1, new_keys().seed, b'{"v":1,"holds":true}')
    with happening(view.report):
        Message.objects.create(report=view.report, purpose=2, number=1, sealed=forged, written_on=TODAY)
    assert [one.text for one in conversation(view)] == [None]


def test_a_veto_keeps_a_body_out_now_and_later_until_it_is_lifted(country: Country) -> None:
    view = followed(country, Accusation((OFFICER,), vetoes=("OMB", "ACE")))
    held = set(holders(view)) | set(LaterWrap.objects.values_list("keys__institution_id", flat=True))
    assert not held & {"OMB", "ACE"}
    reporter.lift_veto(HOLDER, view, ["ACE"], on=country.ground)
    assert "ACE" in holders(view)
    assert view.accusation.vetoes == ("OMB",)
    with pytest.raises(Refused, match="no_such_veto"):
        reporter.lift_veto(HOLDER, view, ["ACE", "IA"], on=country.ground)


def test_the_last_reader_cannot_be_vetoed_and_the_reason_is_told_before_sending(country: Country) -> None:
    everybody = ("IA", "ACE", "OMB", "HRC", "COMMITTEE")
    with pytest.raises(Refused, match="last_reader"):
        sent(country, Accusation((OFFICER,), vetoes=everybody))
    assert not Report.objects.exists()


def test_she_opens_it_to_a_body_outside_without_anybody_s_consent(country: Country) -> None:
    view = followed(country)
    assert {one.body for one in reporter.openable(view, country.ground)} == {"OMB", "HRC", "COMMITTEE"}
    reporter.open_to(HOLDER, view, "OMB", on=country.ground)
    opened = Wrap.objects.filter(report=view.report, institution="OMB")
    assert {one.why for one in opened} == {"reporter"}
    keys = country.people["OMB"][str(opened[0].keys.user_id)]
    assert open_wrap(keys.secret, view.newest, bytes(opened[0].box)).secret == view.epochs[0].secret
    with pytest.raises(Refused, match="not_to_this_body"):
        reporter.open_to(HOLDER, view, "OMB", on=country.ground)


def test_I1_she_cannot_open_it_to_a_body_that_is_kept_out(country: Country) -> None:
    view = followed(country, Accusation((HEAD_OF_IA,)))
    with pytest.raises(Refused, match="not_to_this_body"):
        reporter.open_to(HOLDER, view, "IA", on=country.ground)


def test_I3_taking_a_report_back_closes_no_duty_and_it_can_be_taken_up_again(country: Country) -> None:
    view = followed(country)
    reporter.withdraw(HOLDER, view, on=country.ground)
    assert Report.objects.get(pk=view.report.pk).held_on == TODAY
    assert {duty.state for duty in duties(view)} == {"open"}
    with pytest.raises(Refused, match="held_before"):
        reporter.withdraw(HOLDER, view, on=country.ground)
    reporter.resume(HOLDER, view, on=country.ground)
    assert Report.objects.get(pk=view.report.pk).held_on is None


def test_the_codeword_s_holder_contests_a_closing_and_nobody_else(country: Country) -> None:
    from mizan.ledger import duties as ledger_duties
    from tests.ledger.happening import happening

    view, other = followed(country), followed(country)
    duty = duties(view)[0]
    with happening(view.report):
        ledger_duties.discharge(duty, on=TODAY)
    duty.refresh_from_db()
    with pytest.raises(Refused, match="contest"):
        reporter.contest(other, bytes(duty.closing_leaf.hash))
    assert reporter.contest(view, bytes(duty.closing_leaf.hash)).payload["leaf_id"] == str(duty.closing_leaf_id)


def test_whoever_begins_a_new_epoch_can_wrap_it_to_the_reporter(country: Country) -> None:
    from mizan.integrity.models import Epoch
    from mizan.sealing.reporter import public_of_reporter
    from mizan.sealing.wraps import wrap
    from tests.ledger.happening import happening

    codeword = give_codeword(ACTOR, sent(country))
    view = look_up(codeword)
    following = view.epochs[0].next_epoch()
    with happening(view.report):
        Epoch.objects.create(report=view.report, number=1, public=following.report.public, began_on=TODAY)
        box = wrap(following, public_of_reporter(view.keys.verify_key))
        Wrap.objects.create(report=view.report, epoch=1, box=box, since=TODAY)
    view = look_up(codeword)
    assert (view.newest.epoch, view.epochs[1].secret) == (1, following.secret)
    reporter.write(HOLDER, view, "into the new epoch", on=country.ground)
    assert [one.text for one in conversation(view)] == ["into the new epoch"]


def test_no_plain_word_of_a_report_stands_in_any_table(country: Country) -> None:
    view = followed(country)
    reporter.write(HOLDER, view, NARRATIVE, on=country.ground)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                plain = b"|".join(bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
                assert b"qoqnoos" not in plain, table
                if table.startswith("integrity_"):
                    assert b"STATION" not in plain, table
