"""The exercise's programmes over three years: one that worked, one that did not, one too small to be counted, and what
is owed late. Invented people of numbered bodies; no row says anything of anybody.

People of the queues come in cohorts and are written at once; what runs on a clock goes through the verbs, and the clock
itself runs in `asking`, when everything is there that it counts and moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import count, islice
from random import Random

from mizan.framework.models import Reading
from mizan.institutions.models import Institution
from mizan.kit.actors import Actor, Role
from mizan.kit.clock import at
from mizan.kit.facts import World
from mizan.places.models import Place
from mizan.prevention import services
from mizan.prevention.models import (
    Enrolment,
    EnrolmentFollowUp,
    EnrolmentStep,
    EntitlementKind,
    Mechanism,
    Programme,
    Referral,
)
from mizan.prevention.models.people import LETTERS
from mizan.prevention.rules.eligibility import Eligibility
from mizan.web.exercise import words
from mizan.web.exercise.comparing import make_comparisons
from mizan.web.exercise.plan import noon, voice

NEED = "girls_out_of_school_5_16_2023"
HALF_YEAR = 182


@dataclass(frozen=True)
class Plan:
    """One programme. A cohort of `joins` comes each half-year; of them `completes` complete, the rest drops out; of
    those `kept` are still so a year later, the rest is not, but for `lost` who were not found."""

    code: str
    body: str
    other: str
    mechanism: str
    sex: str
    ages: tuple[int | None, int | None]
    places: int
    joins: int
    completes: int
    kept: int
    lost: int
    spent: int | None  # rupees a year
    why: str = "work"
    districts: int = 6


WORKED, FAILED, SMALL = "EX-PRG-1", "EX-PRG-2", "EX-PRG-3"
PLANS = (
    Plan(WORKED, "EX-WEL-1", "EX-ORG-3", "girls_out_of_school", "female", (10, 17), 60, 30, 26, 22, 0, 9_000_000),
    Plan(FAILED, "EX-ORG-3", "EX-LAB-1", "child_labour", "any", (10, 17), 80, 40, 20, 0, 4, 6_400_000),
    Plan(SMALL, "EX-WEL-2", "", "debt_bondage", "any", (18, None), 8, 4, 3, 2, 0, None, "moved", 2),
)
# body, kind, how many are owed, how many days ago, and how many of them arrived in time and late
OWED = (
    ("EX-LAB-1", "wage_arrears", 16, 130, 0, 2),
    ("EX-WEL-1", "cash_support", 14, 60, 12, 0),
    ("EX-MIN-2", "birth_certificate", 6, 20, 3, 0),
    ("EX-EDU-1", "school_place", 5, 12, 1, 0),
)
LONG_AGO = 3 * 365
UNASKED = 3  # of the newest cohort whose year is over: they wait at the desk to be asked after


def make_prevention(random: Random, today: date) -> dict[str, object]:
    """Nothing where the pack names no mechanisms. Returns the planted truth."""
    if not Mechanism.objects.filter(retired_at=None).exists():
        return {}
    neediest, *districts = _districts()
    untouched = iter(districts)
    codes = (f"{n:08d}" for n in count(1))
    for plan in PLANS:
        with at(noon(today - timedelta(days=LONG_AGO))):
            programme = _list(plan, list(islice(untouched, plan.districts)))
        _money(programme, plan, today)
        places = [offer.place for offer in programme.offers.select_related("place")]
        _cohorts(_Crowd(programme, plan, places, random, codes), today)
    owed = _owe(districts[0], today)
    referrals = _refer(districts[0], today)
    return {
        "worked": WORKED, "did_not_work": FAILED, "too_small": SMALL, "no_programme": neediest.pk, "owed": owed,
        "referrals": referrals, "compared": make_comparisons(list(untouched), today),
    }  # fmt: skip


def _districts() -> list[Place]:
    """Districts by the number of girls out of school: the neediest, where no programme is, fourteen for the programmes,
    and eight to compare with."""
    rows = Reading.objects.filter(indicator=NEED, place__isnull=False, retired_at=None).order_by("-value", "place")
    found = [row.place for row in rows.select_related("place")[:29]]
    return [found[0], *found[7:]]


def _list(plan: Plan, districts: list[Place]) -> Programme:
    actor = voice(plan.body, Role.PROGRAMME)
    made = services.list_programme(actor, services.NewProgramme(
        words.text(*words.PROGRAMMES[plan.code]), words.text(*words.PROGRAMME_ABOUT),
        Mechanism.objects.get(pk=plan.mechanism), Eligibility(plan.sex, *plan.ages), funder=words.text(*words.FUNDER),
        other_owner=Institution.objects.get(pk=plan.other) if plan.other else None, code=plan.code,
    ))  # fmt: skip
    for place in districts:
        services.offer_places(actor, made, place, plan.places // len(districts))
    if plan.code == WORKED:
        services.answer_owner(voice(plan.other, Role.PROGRAMME), made, accepts=True)
    return made


def _money(programme: Programme, plan: Plan, today: date) -> None:
    if plan.spent is None:
        return
    actor = voice(plan.body, Role.PROGRAMME)
    for back in (3, 2, 1):
        with at(noon(today - timedelta(days=365 * back - 1))):
            year = today.year - back
            budget, spent = Decimal(plan.spent) * 2, Decimal(plan.spent)
            services.say_money(actor, programme, year, budget=budget, spent=spent, currency="PKR")


@dataclass(frozen=True)
class _Crowd:
    """Whoever comes to one programme: dice, drawn codes and districts in turn."""

    programme: Programme
    plan: Plan
    places: list[Place]
    random: Random
    codes: Iterator[str]

    def person(self, number: int, asked: date) -> Enrolment:
        code = "".join(LETTERS[int(digit)] for digit in next(self.codes))
        sex = "female" if self.plan.sex == "female" else self.random.choice(("female", "male"))
        bands = ("10-13", "14-17") if self.plan.ages[1] else ("18-29", "30-59")
        return Enrolment(
            code=f"E-{code[:4]}-{code[4:]}", programme=self.programme, place=self.places[number % len(self.places)],
            sex=sex, band=self.random.choice(bands), asked_on=asked, stage="waiting", stage_on=asked,
            world=World.EXERCISE,
        )  # fmt: skip


def _cohorts(crowd: _Crowd, today: date) -> None:
    """Every row of the queue, in the one event of the exercise."""
    people: list[Enrolment] = []
    steps: list[EnrolmentStep] = []
    after: list[EnrolmentFollowUp] = []
    for back in range(LONG_AGO - 30, 0, -HALF_YEAR):
        for number in range(crowd.plan.joins):
            row = crowd.person(number, today - timedelta(days=back))
            people.append(row)
            steps += _steps(row, crowd.plan, number, today)
            waited = (today - row.stage_on).days if row.stage == "completed" else 0
            if waited > 365 and not (waited < 400 and number < UNASKED):
                after.append(_after(row, crowd.plan, number))
    Enrolment.objects.bulk_create(people)
    EnrolmentStep.objects.bulk_create(steps)
    EnrolmentFollowUp.objects.bulk_create(after)


def _steps(row: Enrolment, plan: Plan, number: int, today: date) -> list[EnrolmentStep]:
    """Waits two weeks, is enrolled, and after four months completes it or has left it; what lies ahead is left out."""
    last = "completed" if number < plan.completes else "dropped_out"
    way = ((0, "waiting"), (14, "enrolled"), (134, last))
    found = []
    for days, stage in way:
        on = row.asked_on + timedelta(days=days)
        if on <= today:
            row.stage, row.stage_on = stage, on
            why = plan.why if stage == "dropped_out" else ""
            found.append(EnrolmentStep(enrolment=row, stage=stage, on=on, why=why, at=noon(on)))
    return found


def _after(row: Enrolment, plan: Plan, number: int) -> EnrolmentFollowUp:
    kept = "yes" if number < plan.kept else "not_found" if number >= plan.completes - plan.lost else "no"
    on = row.stage_on + timedelta(days=366)
    return EnrolmentFollowUp(enrolment=row, kept=kept, on=on, at=noon(on))


def _owe(place: Place, today: date) -> dict[str, int]:
    """What is owed, delivered in time, and late. Returns how many of each kind are late today."""
    late: dict[str, int] = {}
    helper = voice("EX-ORG-3", Role.CASEWORK)
    for body, kind_code, number, back, in_time, after in OWED:
        kind = EntitlementKind.objects.get(pk=kind_code)
        actor, awarded = voice(body, Role.PROGRAMME), today - timedelta(days=back)
        with at(noon(awarded)):
            services.keep_clock(actor, kind)
            rows = [services.write_down(helper, _owed(place, kind, body, awarded)) for _each in range(number)]
        for row in rows[:in_time]:
            with at(noon(min(awarded + timedelta(days=5), today))):
                services.deliver(actor, row)
        for row in rows[in_time : in_time + after]:
            with at(noon(today - timedelta(days=3))):
                services.deliver(actor, row)
        late[kind_code] = sum(row.due_on < today for row in rows[in_time + after :])
    return late


def _owed(place: Place, kind: EntitlementKind, body: str, awarded: date) -> services.NewEntitlement:
    return services.NewEntitlement(
        services.Someone(place, "female", "18-29"), kind, Institution.objects.get(pk=body), awarded,
        amount=Decimal(30_000) if kind.is_money else None, currency="PKR",
    )  # fmt: skip


def _refer(place: Place, today: date) -> list[str]:
    """One referral of each fate. Their codes are drawn, and differ from house to house."""
    sender = voice("EX-ORG-4", Role.CASEWORK)
    provider: Actor = voice("EX-WEL-1", Role.PROGRAMME)
    need = Mechanism.objects.get(pk="girls_out_of_school")
    made: dict[str, Referral] = {}
    for fate, back in (("accepted", 40), ("declined", 30), ("silent", 21), ("waiting", 2)):
        with at(noon(today - timedelta(days=back))):
            made[fate] = services.refer(
                sender, services.NewReferral(services.Someone(place, "female", "10-13"), need, language="Urdu")
            )
        if fate in {"accepted", "declined"}:
            with at(noon(today - timedelta(days=back - 3))):
                services.answer(provider, made[fate], fate, why="full" if fate == "declined" else "")
    return list(made)
