"""A few rows of every consequential table, made by the services of the rooms, without any pack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from mizan.framework import services
from mizan.framework.models import Action, Indicator, Instrument, Obligation, Pillar
from mizan.framework.services.answers import Answer
from mizan.framework.services.measures import NewReading
from mizan.institutions.services.accountability import UnitStatement, state_unit
from mizan.kit.actors import Actor, Role
from mizan.ledger import duties, erasing
from mizan.ledger.duties import DutyKind, duty_kind
from mizan.ledger.models import KeyManifest, LogOrigin
from tests.framework.cast import DAY, Cast, both_accept, evidence_of, make_cast
from tests.ledger.campaign_rows import play_campaign
from tests.ledger.comparison_rows import play_comparison
from tests.ledger.council_rows import play_council
from tests.ledger.happening import happening
from tests.ledger.help_rows import play_help
from tests.ledger.prevention_rows import play_prevention
from tests.ledger.return_rows import play_return
from tests.ledger.sealed_rows import play_ends, play_report

ACKNOWLEDGE = duty_kind("test.acknowledge", number=1, rungs=3)
DECIDE = duty_kind("test.decide", number=2, rungs=3)
INTERNAL = duty_kind("test.internal", rungs=2)
TEXT = {"en": "so it is", "ur": "ایسا ہی ہے"}


@dataclass(frozen=True)
class Small:
    """The cast and the subject whose duties were opened."""

    cast: Cast
    action: Action


def make_ground() -> None:
    """What answers need to stand on: a pillar, a treaty with one obligation, an indicator."""
    pillar = Pillar.objects.create(code="p", order=9000)
    treaty = Instrument.objects.create(code="t", level="global")
    Obligation.objects.create(code="t.1", instrument=treaty, pillar=pillar)
    Indicator.objects.create(code="i", unit="cases")


def open_two(subject: Action, *kinds: DutyKind, due: date = DAY) -> list[duties.Duty]:
    """Duties of several kinds in one verb."""
    with happening(subject):
        return [duties.open_duty(kind, owner="T-OWNER", subject=subject, opened_on=DAY, due_on=due) for kind in kinds]


def play() -> Small:
    """Everything once, some things twice."""
    make_ground()
    cast = make_cast()
    both_accept(cast)
    proof = evidence_of(cast.owner)
    services.check_evidence(cast.society, proof, finding="holds")
    answer = services.assess(cast.society, Answer(cast.obligation, "letter", 0, TEXT, "2026", evidence=[proof]))
    services.adopt_headline(cast.society, answer)
    services.assess(cast.society, Answer(cast.obligation, "letter", 2, TEXT, "2026", supersedes=answer))
    claim = services.claim_progress(cast.owner, cast.action, text=TEXT, evidence=[proof], on=DAY, percent=10)
    services.answer_progress(cast.society, claim, confirms=False, text=TEXT, evidence=[proof])
    indicator = Indicator.objects.get()
    services.add_reading(cast.owner, NewReading(indicator, "2026", TEXT, "own count", value=Decimal("3.50")))
    state_unit(cast.owner, Action.objects.get().leads.get(part="lead").institution,
               UnitStatement("internal_affairs", "mandated", "own word", "2026"))  # fmt: skip
    play_duties(cast.action)
    play_erasure(cast)
    play_report(cast)
    play_ends(cast)
    play_council(cast)
    play_return(cast)
    play_campaign(cast)
    play_comparison(play_prevention(cast))
    play_help(cast)
    with happening():
        KeyManifest.objects.create(version=1, data=b"x")
        LogOrigin.objects.create(number=2, origin="log2.test", continues="log.test", data=b"x")
    return Small(cast, cast.action)


def play_erasure(cast: Cast) -> None:
    """The thread of one piece of evidence is erased, by all who must agree."""
    erasure = erasing.ask_erasure(without_oversight(cast.owner), evidence_of(cast.owner), basis="court_order")
    erasing.consent_to_erasure(without_oversight(cast.society), erasure)
    erasing.consent_to_erasure(cast.ngo, erasure)
    erasing.erase(cast.ngo, erasure)


def without_oversight(actor: Actor) -> Actor:
    """The same person without the role of oversight."""
    return replace(actor, roles=actor.roles - {Role.OVERSIGHT})


def play_duties(subject: Action) -> None:
    """Opened together, met, extended, escalated, decided and opened in one verb, and one left open."""
    first, second, inside = open_two(subject, ACKNOWLEDGE, DECIDE, INTERNAL)
    with happening(subject):
        duties.discharge(first, on=DAY)
        duties.discharge(inside, on=DAY)
        duties.open_duty(DECIDE, owner="T-OWNER", subject=subject, opened_on=DAY, due_on=DAY)
    with happening(subject):
        later = duties.extend(second, on=DAY, due_on=DAY + timedelta(5), reason="translation")
    with happening(subject):
        duties.escalate(later, on=DAY + timedelta(6), owner="T-MIN", due_on=DAY + timedelta(9))
