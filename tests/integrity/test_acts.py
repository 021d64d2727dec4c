"""What officers do: one event, one signature in the leaf, the duty met or begun again; and what stays private."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mizan.integrity import act_verbs
from mizan.integrity.models import Epoch, Message, OfficerAct, Report, Wrap
from mizan.integrity.notes import open_note
from mizan.integrity.queries.reading import acts as acts_of
from mizan.integrity.queries.reading import notes
from mizan.integrity.queries.standing import open_duties
from mizan.integrity.rules.acts import Act
from mizan.integrity.rules.signing import Signed, is_signed
from mizan.integrity.services.changing import possible_bodies
from mizan.integrity.services.clock import tick
from mizan.integrity.services.writing import note
from mizan.kit.refusal import Refused
from mizan.ledger.models import Duty, Event
from mizan.ledger.verbs import all_verbs
from mizan.sealing.errors import OpenError
from tests.integrity.country import CLOCK, Country
from tests.integrity.desk import ABOUT_OFFICER, Officer, days, seated, sent

SECRET = "Only our own office may know: simurgh-4412."


def state(report: object, kind: str) -> list[str]:
    return list(Duty.objects.filter(kind=f"report.{kind}", subject_id=str(report)).values_list("state", flat=True))


def through(country: Country, officers: dict[str, Officer], report: object, *steps: tuple[str, Act, str]) -> None:
    for name, act, code in steps:
        officers[name].does(report, country.ground, act, code)


INQUIRY = (
    ("IA-1", Act.ACKNOWLEDGE, ""),
    ("IA-1", Act.DECIDE, "inquire"),
    ("ACE-1", Act.JOIN, ""),
    ("IA-1", Act.FEED_BACK, ""),
    ("IA-1", Act.CHECK_SAFETY, "safe"),
    ("IA-2", Act.DISCLOSE, ""),
    ("IA-1", Act.HEAR, "heard"),
)


def test_an_inquiry_runs_to_a_sustained_finding_a_sanction_and_its_end(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    through(country, officers, report, *INQUIRY, ("IA-1", Act.FIND, "sustained"), ("IA-1", Act.SANCTION, "dismissal"),
            ("IA-1", Act.REFER, "prosecution"), ("IA-1", Act.FINISH, ""))  # fmt: skip
    assert Report.objects.get(pk=report).state == Report.State.FINISHED
    assert open_duties(Report(pk=report)) == {}
    kinds = ("acknowledge", "decide", "feed_back", "update", "finish")
    assert {one for kind in kinds for one in state(report, kind)} == {"met"}


def test_a_cleared_officer_who_was_told_gets_a_letter_before_the_end(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    through(country, officers, report, *INQUIRY, ("IA-1", Act.FIND, "exonerated"))
    with pytest.raises(Refused, match="letter_first"):
        officers["IA-1"].does(report, country.ground, Act.FINISH)
    through(country, officers, report, ("IA-1", Act.LETTER, ""), ("IA-1", Act.FINISH, ""))


@pytest.mark.parametrize("act", [Act.ACKNOWLEDGE, Act.CHECK_SAFETY, Act.OPENED])
def test_I5_an_act_is_one_event_with_one_leaf_and_writes_no_words(country: Country, act: Act) -> None:
    officers, report = seated(country), sent(country).report
    before = set(Event.objects.values_list("pk", flat=True))
    done = officers["IA-1"].does(report, country.ground, act, "safe" if act is Act.CHECK_SAFETY else "")
    (event,) = Event.objects.exclude(pk__in=before)
    assert (event.verb, event.leaf is not None, event.pk) == (f"integrity.act.{act}", True, done.made_in_id)
    assert "found" not in str(event.payload)
    assert event.at.hour == event.at.minute == 0


def test_the_leaf_of_a_closing_holds_all_that_checking_its_signature_takes(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    done = officers["IA-1"].does(report, country.ground, Act.ACKNOWLEDGE)
    event = Event.objects.get(pk=done.made_in_id)
    facts = event.payload
    signed = Signed(
        report=event.target_id, act=event.verb.removeprefix("integrity.act."), code=facts["code"] or "",
        body=event.body, duty=facts["duty"], on=country.today, epoch=facts["epoch"], sealed=facts["sealed"] or "",
    )  # fmt: skip
    key, signature = bytes.fromhex(facts["key"]), bytes.fromhex(facts["r"] + facts["s"])
    assert is_signed(signed, key, signature)
    assert not is_signed(replace(signed, body="ACE"), key, signature)
    closed = Duty.objects.get(pk=facts["duty"])
    assert closed.closing_leaf_id == event.leaf_id


def test_nobody_signs_with_a_seed_that_is_not_the_officers(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    thief = Officer(officers["IA-1"].actor, replace(officers["IA-1"].mine, seed=officers["ACE-1"].mine.seed))
    with pytest.raises(Refused, match="keys_locked"):
        thief.does(report, country.ground, Act.ACKNOWLEDGE)
    officers["IA-1"].does(report, country.ground, Act.ACKNOWLEDGE)
    (line,) = acts_of(officers["IA-1"].opens(report, country.ground))
    assert line.is_signed


def test_an_update_begins_the_next_one_on_the_same_leaf(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    officers["IA-1"].does(report, country.ground, Act.UPDATE)
    (closed,) = Duty.objects.filter(kind="report.update", state="met")
    (opened,) = Duty.objects.filter(kind="report.update", state="open")
    assert closed.closing_leaf_id == opened.leaf_id
    assert opened.due_on > country.today


def test_I3_two_persons_of_two_institutions_close_a_report_and_every_duty_ends_with_it(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    officers["IA-1"].does(report, country.ground, Act.PROPOSE_CLOSING, "no_content")
    with pytest.raises(Refused, match="another_institution"):
        officers["IA-2"].does(report, country.ground, Act.CLOSE)
    officers["ACE-1"].does(report, country.ground, Act.CLOSE)
    assert Report.objects.get(pk=report).state == Report.State.INADMISSIBLE
    assert open_duties(Report(pk=report)) == {}
    with pytest.raises(Refused, match="report_closed"):
        officers["IA-1"].does(report, country.ground, Act.UPDATE)


def test_time_is_granted_once_by_a_reader_further_out(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    officers["IA-1"].does(report, country.ground, Act.ASK_TIME, "expert_awaited", clock="decide")
    with pytest.raises(Refused, match="next_rung_grants"):
        officers["IA-2"].does(report, country.ground, Act.EXTEND, "expert_awaited", clock="decide")
    officers["ACE-1"].does(report, country.ground, Act.EXTEND, "expert_awaited", clock="decide")
    assert sorted(state(report, "decide")) == ["extended", "open"]
    with pytest.raises(Refused, match="extended_once"):
        officers["ACE-2"].does(report, country.ground, Act.EXTEND, "expert_awaited", clock="decide")


def test_where_nobody_further_out_reads_asking_for_time_brings_the_next_rung_in(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    for name in ("ACE-1", "ACE-2"):
        officers[name].does(report, country.ground, Act.RECUSE, "relative")  # now internal affairs and oversight read
    day = country.today + days(10)
    tick(country.on(day), CLOCK.secret)
    owner = Duty.objects.get(kind="report.acknowledge", state="open").owner
    assert owner != "COMMITTEE"
    officers[f"{owner}-1"].does(report, country.on(day), Act.ASK_TIME, "expert_awaited", clock="acknowledge")
    further = [code for code in ("OMB", "HRC", "COMMITTEE") if code != owner and reads(code, report)]
    officers[f"{further[-1]}-1"].does(report, country.on(day), Act.EXTEND, "expert_awaited", clock="acknowledge")
    assert "extended" in state(report, "acknowledge")


def reads(code: str, report: object) -> bool:
    return Wrap.objects.filter(report=report, institution=code, until=None).exists()


def test_who_steps_down_loses_every_wrap_and_a_new_epoch_begins(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    officers["IA-1"].does(report, country.ground, Act.RECUSE, "knows_accused")
    assert not Wrap.objects.filter(keys__user=officers["IA-1"].actor.id, until=None).exists()
    assert Epoch.objects.filter(report=report).count() == 2
    assert officers["IA-2"].opens(report, country.ground).newest.report.epoch == 1


def test_I2_when_a_whole_body_steps_down_another_institution_takes_its_place(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    for name in ("ACE-1", "ACE-2"):
        officers[name].does(report, country.ground, Act.RECUSE, "relative")
    assert officers["OMB-1"].opens(report, country.ground)


def test_the_last_reader_cannot_leave_the_report_to_nobody(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    alone = replace(country.ground, readers=lambda _body, _people: {})
    for name in ("ACE-1", "ACE-2", "IA-2"):
        officers[name].does(report, alone, Act.RECUSE, "relative")
    with pytest.raises(Refused, match="last_reader_stays"):
        officers["IA-1"].does(report, alone, Act.RECUSE, "relative")
    assert officers["IA-1"].opens(report, country.ground)


def test_a_reader_brings_in_a_body_that_routing_names_and_no_other(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    found = officers["IA-1"].opens(report, country.ground)
    named = {"IA", "ACE"} | {one.body for step in found.routing.later for one in step.readers}
    assert {one.body for one in possible_bodies(found, Report.objects.get(pk=report), country.ground)} == named
    officers["IA-1"].does(report, country.ground, Act.REASSIGN, body="OMB")
    assert officers["OMB-1"].opens(report, country.ground)
    for body in ("NGO", "STATION", "POLICE", ""):
        with pytest.raises(Refused, match="not_to_this_body"):
            officers["IA-1"].does(report, country.ground, Act.REASSIGN, body=body)
    with pytest.raises(Refused, match="nobody_new"):
        officers["IA-1"].does(report, country.ground, Act.REASSIGN, body="OMB")


def test_a_veto_of_the_reporter_binds_whoever_brings_bodies_in(country: Country) -> None:
    officers = seated(country)
    report = sent(country, replace(ABOUT_OFFICER, vetoes=("OMB",))).report
    with pytest.raises(Refused, match="not_to_this_body"):
        officers["IA-1"].does(report, country.ground, Act.REASSIGN, body="OMB")


def test_a_note_opens_for_the_readers_of_its_own_body_alone(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    found = officers["IA-1"].opens(submitted.report, country.ground)
    note(officers["IA-1"].actor, officers["IA-1"].mine, found, country.ground, SECRET)
    for name, seen in (("IA-1", [SECRET]), ("IA-2", [SECRET]), ("ACE-1", [])):
        officer = officers[name]
        lines = notes(officer.actor, officer.mine, officer.opens(submitted.report, country.ground))
        assert [line.text for line in lines] == seen
    sealed = bytes(Message.objects.get(purpose=Message.Purpose.NOTE).sealed)
    with pytest.raises(OpenError):
        open_note(officers["ACE-1"].mine, officers["IA-1"].mine.public.verify, 1, sealed)
    assert SECRET.encode() not in sealed


def test_no_act_is_done_on_a_day_before_its_duty_began(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    earlier = country.on(country.today - days(1))
    with pytest.raises(Refused):
        officers["IA-1"].does(report, earlier, Act.ACKNOWLEDGE)


def test_every_act_has_a_verb_that_no_page_of_history_shows() -> None:
    assert set(act_verbs.ACTED) == set(Act)
    begins = ("integrity.act.", "integrity.clock.", "integrity.report.")
    ours = {name for name in all_verbs() if name.startswith(begins)}
    assert ours
    assert not any(all_verbs()[name].public for name in ours)
    assert all(all_verbs()[name].day_only for name in ours)


def test_acts_are_counted_so_that_the_last_of_a_day_decides(country: Country) -> None:
    officers, report = seated(country), sent(country).report
    through(country, officers, report, ("IA-1", Act.ACKNOWLEDGE, ""), ("IA-1", Act.DECIDE, "inquire"),
            ("IA-1", Act.CHECK_SAFETY, "safe"), ("IA-1", Act.CHECK_SAFETY, "in_danger"))  # fmt: skip
    with pytest.raises(Refused, match="reporter_in_danger"):
        officers["IA-2"].does(report, country.ground, Act.DISCLOSE)
    assert list(OfficerAct.objects.filter(report=report).values_list("number", flat=True)) == [1, 2, 3, 4]
