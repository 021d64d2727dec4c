"""What the inbox and the page of a report show, in words."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from mizan.institutions.routing_words import for_reader
from mizan.institutions.rules.routing import repeatedly_stripped
from mizan.institutions.rules.routing.stripping import Stripped
from mizan.integrity.act_verbs import WORDS
from mizan.integrity.act_words import BUTTONS, CLOCKS, OUTCOMES
from mizan.integrity.assist.channels import CHANNELS
from mizan.integrity.models import Attachment, OfficerAct, Report
from mizan.integrity.opened import Opened
from mizan.integrity.queries import choices
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.reading import acts, conversation, notes
from mizan.integrity.queries.standing import open_duties, standing_of
from mizan.integrity.rules.accusation import CHANNEL
from mizan.integrity.rules.acts import CODES, Act, Standing, may
from mizan.integrity.rules.triage import Waiting, ordered
from mizan.integrity.services.acts import hand_of
from mizan.integrity.services.cleaned import left_of
from mizan.integrity.services.tidying import carried_to, reading_of
from mizan.integrity.typology import ACTS, STAGES
from mizan.integrity.wall import within
from mizan.kit.actors import Actor
from mizan.ledger import threads
from mizan.ledger.contests import is_contested
from mizan.ledger.models import Duty, Thread
from mizan.sealing.errors import OpenError
from mizan.sealing.files import open_record
from mizan.sealing.hkdf import derive
from mizan.sealing.readers import ReaderKeys


def inbox_rows(found: list[Opened], today: date) -> list[dict[str, Any]]:
    """One line a report, in the order of triage: no content, since reading it is an act."""
    due = {one.report.pk: _next_due(one.report) for one in found}
    by_id = {str(one.report.pk): one for one in found}
    waiting = [_waiting(pk, one, due[one.report.pk]) for pk, one in by_id.items()]
    lines = ordered(waiting, derive(threads.instance_key(), "mizan/triage/v1"))
    return [_line(by_id[line.id], due[by_id[line.id].report.pk], today) for line in lines]


def _next_due(report: Report) -> Duty | None:
    """The duty that is due first; nothing is due of a report that is closed or held."""
    running = report.state == Report.State.OPEN and report.held_on is None
    duties = open_duties(report).values() if running else ()
    return min(duties, key=lambda duty: (duty.due_on, duty.number), default=None)


def _line(one: Opened, duty: Duty | None, today: date) -> dict[str, Any]:
    return {
        "report": one.report, "short": str(one.report.pk)[:8], "duty": duty, "what": CLOCKS.get(_clock(duty), ""),
        "late": duty is not None and duty.due_on < today, "held": one.report.held_on is not None,
    }  # fmt: skip


def _clock(duty: Duty | None) -> str:
    return duty.kind.removeprefix("report.") if duty else ""


def stripped(found: list[Opened], ground: Ground) -> list[str]:
    """For oversight: bodies that accusations took off report after report, none of them sustained."""
    history = [Stripped(one.report.received_on, one.routing.stripped, _sustained(one.report)) for one in found]
    return sorted(repeatedly_stripped(history, ground.today))


@within("report")
def _sustained(report: Report) -> bool | None:
    last = OfficerAct.objects.filter(report=report, verb=Act.FIND).order_by("number").last()
    return last.code == "sustained" if last else None


def report_context(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground) -> dict[str, Any]:
    """Everything but the forms."""
    names = choices.bodies(ground.world).names
    report = found.report
    return {
        "report": report, "short": str(report.pk)[:8], "narrative": found.narrative,
        "accused": [_accused(one, names, ground.world) for one in found.accusation.accused],
        "stage": STAGES.get(found.accusation.stage), "act": ACTS[found.accusation.act][1]
        if found.accusation.act in ACTS else None,
        "channel": CHANNELS.get(found.accusation.answers.get(CHANNEL, "")),
        "why": for_reader(found.routing, actor.body),
        "readers": [names.get(body, body) for body in sorted({*reading_of(report), *carried_to(report)})],
        "duties": [_duty(duty, names, ground.today, held=report.held_on is not None) for duty in _by_day(report)],
        "lines": [{"line": one, "body": names.get(one.body, one.body)} for one in conversation(found)],
        "notes": notes(actor, mine, found),
        "acts": [{"line": one, "words": WORDS[one.act], "code": OUTCOMES.get(one.code),
                  "left": left_of(one.words or "") if one.act is Act.CLEAN else None,
                  "body": names.get(one.body, one.body)} for one in acts(found)],
        "files": files(found), "contested": contest_of(report) is not None,
    }  # fmt: skip


def _by_day(report: Report) -> list[Duty]:
    return sorted(open_duties(report).values(), key=lambda duty: (duty.due_on, duty.number))


def _accused(one: Any, names: dict[str, str], world: str) -> dict[str, Any]:
    bands = dict(choices.bands(world))
    return {"institution": names.get(one.institution, one.institution), "unit": names.get(one.unit, one.unit),
            "band": bands.get(one.band, one.band), "named": bool(one.person)}  # fmt: skip


def _duty(duty: Duty, names: dict[str, str], today: date, *, held: bool) -> dict[str, Any]:
    return {"what": CLOCKS.get(_clock(duty), duty.kind), "due": duty.due_on, "who": names.get(duty.owner, duty.owner),
            "late": duty.due_on < today, "held": held, "moved": duty.rung > 0}  # fmt: skip


@within("found")
def files(found: Opened) -> list[dict[str, Any]]:
    """Attachments by name, kind and size; None where a record does not open for this reader."""
    return [_file(found, row) for row in Attachment.objects.filter(report=found.report)]


def _file(found: Opened, row: Attachment) -> dict[str, Any]:
    try:
        sealed = open_record(found.keys[row.epoch], bytes(row.record), row.number)
    except (KeyError, OpenError):
        return {"number": row.number, "name": None}
    return {"number": row.number, "name": sealed.name, "kind": sealed.kind, "day": row.added_on}


def contest_of(report: Report) -> Thread | None:
    """The report's thread while a contest of it waits for an answer."""
    thread = Thread.objects.filter(subject_kind=Report._meta.label_lower, subject_id=str(report.pk)).first()
    return thread if thread is not None and is_contested(thread) else None


def _waiting(pk: str, one: Opened, duty: Duty | None) -> Waiting:
    accused = sorted(each.unit or each.institution for each in one.accusation.accused)
    return Waiting(pk, duty.due_on if duty else None, tuple(accused), one.narrative)


def possible(actor: Actor, found: Opened, ground: Ground) -> list[Act]:
    """The acts that the rules would allow now with some outcome, in the order of the page."""
    standing, hand = standing_of(found.report, ground.graph), hand_of(actor, found.report, ground)
    return [act for act in BUTTONS if _some(standing, hand, act)]


def _some(standing: Standing, hand: Any, act: Act) -> bool:
    clocks = sorted(standing.owed) if act in (Act.ASK_TIME, Act.EXTEND) else [""]
    tries = product(CODES.get(act, ("",)), clocks)
    return any(not may(standing, hand, act, code=code, clock=clock) for code, clock in tries)
