"""Sealed copies for bodies without computers: made where a report is open, one `.age` file a body, kept as rungs are.

A copy holds the report as it stood then. What comes later (messages, files) reaches the body only by another copy that
a reader takes out for it (`copies`). Nobody here can open a copy again: not the clock, its carrier, nor this machine.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

from mizan.institutions.courier_words import in_both
from mizan.institutions.models import BodyKeys
from mizan.integrity.keys import Keys
from mizan.integrity.models import LaterWrap, Report
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.accusation import Accusation, read_body
from mizan.ledger import threads
from mizan.sealing.context import Context, Purpose
from mizan.sealing.courier import receipt_code
from mizan.sealing.offline import export
from mizan.sealing.reports import Report as Sealed
from mizan.sealing.wraps import nest

WORDS = gettext_noop(
    "To confirm that you opened this, copy the code above onto paper and give it to the person who brought the file. "
    "This is the report as it stood on its day. Messages and files that came later are not in it."
)
HEAD = "mizan/parcel/v1"


def offline_keys(on: Ground, body: str) -> BodyKeys | None:
    """The keys of a body without computers, None for every other body."""
    enrolled = on.rosters.enrolled.get(body)
    if enrolled is None or not enrolled.offline:
        return None
    return on.bodies([body]).get(body)


def parcel_now(report: Sealed, on: Ground, keys: BodyKeys, rung: str, text: str) -> LaterWrap:
    """A copy that can be taken at once."""
    row = LaterWrap(step=0, epoch=report.epoch, rung=rung, keys=keys, released_on=on.today)
    row.box = row.released = _file(row, report, keys, text)
    return row


def parcel_later(  # noqa: PLR0917 - where it goes, and when
    report: Sealed, on: Ground, keys: BodyKeys, rung: str, step: int, text: str
) -> LaterWrap:
    """A copy that the clock's key must open first."""
    row = LaterWrap(step=step, epoch=report.epoch, rung=rung, keys=keys)
    row.box = nest(report, Purpose.RUNG, on.clock, bytes(keys.public), _file(row, report, keys, text))
    return row


def text_of_parcel(accusation: Accusation, narrative: str, on: Ground) -> str:
    """What the body reads of the report: who is accused, and the story."""
    accused = [" / ".join(filter(None, (a.institution, a.unit, a.band))) or "?" for a in accusation.accused]
    return "\n".join([f"Sealed on {on.today}", "Accused: " + "; ".join(accused), "", narrative])


def send_to(report: Report, keys: Keys, on: Ground, body: str, rung: str) -> int:
    """Bring in a body without computers, in the session of somebody who can open the report; how many copies were made:
    none where it has one already. Inside an act."""
    recipient = offline_keys(on, body)
    if recipient is None or had_parcel(report, recipient):
        return 0
    accusation, narrative = read_body(keys[0].open(Purpose.BODY, bytes(report.body)))
    row = parcel_now(keys[max(keys)].report, on, recipient, rung, text_of_parcel(accusation, narrative, on))
    row.report = report
    row.save(force_insert=True)
    return 1


def had_parcel(report: Report, keys: BodyKeys) -> bool:
    """Whether a copy for these keys can be taken now, or could be until a conflict was found."""
    return LaterWrap.objects.filter(report=report, keys=keys, released_on__isnull=False).exists()


def carriers_in_conflict(kept_out: frozenset[str], on: Ground) -> frozenset[str]:
    """Bodies without computers one of whose carriers today's rules keep out: nobody takes their copies any more, since
    no list can tell which carrier must not learn of which copy."""
    offline = (one for one in on.rosters.enrolled.values() if one.offline)
    return frozenset(one.body for one in offline if not one.staff.isdisjoint(kept_out))


def _file(row: LaterWrap, report: Sealed, keys: BodyKeys, text: str) -> bytes:
    code = receipt_code(threads.instance_key(), row.pk.bytes)
    whole = "\n".join([HEAD, code, "", in_both(WORDS), "", text])
    return export(whole, Context(report.id, Purpose.RUNG, row.step, report.epoch), keys.age)
