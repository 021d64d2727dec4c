"""Need against effort: what is counted in each district beside what programmes offer there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from mizan.framework.queries.by_place import PlaceFigure, figures_of, indicators_of
from mizan.places.models import Place
from mizan.prevention.models import Mechanism, Programme
from mizan.prevention.queries.places import Offered, offered
from mizan.prevention.queries.programmes import ProgrammeLine, lines_of
from mizan.prevention.rules import need as rules


@dataclass(frozen=True)
class Said:
    """One indicator in one place. `figure` None: nobody has counted it there."""

    indicator: Any
    figure: PlaceFigure | None
    ends: rules.Ends | None = None

    @property
    def value(self) -> Decimal | None:
        return self.figure.value if self.figure else None

    @property
    def people(self) -> Decimal | None:
        """The figure where it counts people."""
        return self.value if self.indicator.unit == rules.PEOPLE else None


@dataclass(frozen=True)
class Effort:
    """Places of the running programmes in one district."""

    programmes: Sequence[str] = ()
    places: int = 0
    kept: int = 0


NOTHING = Effort()


@dataclass(frozen=True)
class NeedLine:
    """One district and one mechanism. `said` None: no indicator of districts says how large it is."""

    place: Place
    mechanism: Mechanism
    said: Said | None
    effort: Effort = NOTHING

    @property
    def is_counted(self) -> bool:
        return self.said is not None and self.said.value is not None

    @property
    def gap(self) -> int | None:
        return rules.gap(self.said.people, self.effort.places) if self.said else None

    @property
    def one_in(self) -> int | None:
        return rules.one_in(self.said.people, self.effort.places) if self.said else None


def districts() -> list[Place]:
    """Every place without a place inside it."""
    rows = Place.objects.filter(retired_at=None, children=None).select_related("parent")
    return list(rows.order_by("parent", "code"))


def district_lines(mechanism: Mechanism, world: str, today: date) -> list[NeedLine]:
    """Every district for one mechanism, in the order of codes; in a fixed number of queries."""
    [main, *_others] = [*mechanism.needs, ""]
    codes = [main, rules.error_code(main)] if main else []
    indicators, figures = indicators_of(codes), figures_of(codes)
    effort = efforts([mechanism.pk], world, today)[mechanism.pk]
    return [
        NeedLine(
            place, mechanism, said_of(main, place.pk, indicators, figures), effort.get(place.pk, NOTHING)
        )
        for place in districts()
    ]  # fmt: skip


def said_of(
    code: str, place: str, indicators: Mapping[str, Any], figures: Mapping[tuple[str, str], PlaceFigure]
) -> Said | None:
    """What an indicator says of a place; None where there is no such indicator."""
    indicator = indicators.get(code)
    if indicator is None:
        return None
    figure = figures.get((code, place))
    error = figures.get((rules.error_code(code), place))
    if figure is None:
        return Said(indicator, None)
    error_value = error.value if error and indicator.unit == rules.PERCENT else None
    return Said(indicator, figure, rules.ends(figure.value, figure.low, figure.high, error_value))


def running(world: str, today: date) -> Any:
    """The programmes that run on a day."""
    return Programme.objects.filter(world=world, retired_at=None, ended_on=None, starts_on__lte=today)


def efforts(mechanisms: Sequence[str], world: str, today: date) -> dict[str, dict[str, Effort]]:
    """`[mechanism][place]`: what the running programmes offer, in two queries."""
    rows = running(world, today).filter(mechanism__in=mechanisms).order_by("code")
    known = {code: (mechanism, sex) for code, mechanism, sex in rows.values_list("code", "mechanism_id", "sex")}
    found: dict[str, dict[str, Effort]] = defaultdict(dict)
    offers = offered(known)
    for code, (mechanism, sex) in known.items():
        for place, one in offers.get(code, {}).items():
            if one.places:
                found[mechanism][place] = _with(found[mechanism].get(place, NOTHING), code, one, sex)
    return found


def _with(effort: Effort, code: str, one: Offered, sex: str) -> Effort:
    kept = rules.kept_of(one.places, one.kept_female, sex)
    return Effort((*effort.programmes, code), effort.places + one.places, effort.kept + kept)


@dataclass(frozen=True)
class Here:
    """One programme as far as it is here. `a_place`: what it spends on a place of all of its places in its newest year;
    `waiting`: of its whole newest frozen quarter, None: not known."""

    line: ProgrammeLine
    places: int
    kept: int

    @property
    def a_place(self) -> Decimal | None:
        money = self.line.money
        if money is None or money.spent is None or not self.line.places:
            return None
        return money.spent / self.line.places


@dataclass(frozen=True)
class Part:
    """One mechanism in one district: every figure that says something of it, and every programme against it."""

    line: NeedLine
    said: Sequence[Said] = ()
    here: Sequence[Here] = field(default_factory=list)

    @property
    def money(self) -> tuple[rules.Ends, str] | None:
        """What places for all would cost in a year at what these programmes spend on one; (bounds, currency)."""
        known = [(one.a_place, one.line.money.currency) for one in self.here if one.a_place and one.line.money]
        currencies = {currency for _amount, currency in known}
        bounds = rules.money_for(self.line.gap, [amount for amount, _currency in known])
        return (bounds, currencies.pop()) if bounds and len(currencies) == 1 else None


def parts(place: Place, world: str, today: date) -> list[Part]:
    """Every mechanism in one district, in the pack's order; in a fixed number of queries."""
    mechanisms = list(Mechanism.objects.filter(retired_at=None).select_related("pillar"))
    needs = {code for one in mechanisms for code in one.needs}
    codes = needs | {rules.error_code(code) for code in needs} - {""}
    indicators, figures = indicators_of(codes), figures_of(codes, place.pk)
    here = _here(place, world, today)
    found = []
    for one in mechanisms:
        said = [x for code in one.needs if (x := said_of(code, place.pk, indicators, figures))]
        mine = here.get(one.pk, [])
        effort = Effort([x.line.programme.pk for x in mine], sum(x.places for x in mine), sum(x.kept for x in mine))
        found.append(Part(NeedLine(place, one, said[0] if said else None, effort), said, mine))
    return found


def _here(place: Place, world: str, today: date) -> dict[str, list[Here]]:
    """The running programmes with places in one district, by mechanism."""
    rows = running(world, today).filter(offers__place=place).distinct().select_related("provider", "mechanism")
    found: dict[str, list[Here]] = defaultdict(list)
    for line in lines_of(rows, world):
        one = line.offers.get(place.pk)
        if one is not None and one.places:
            kept = rules.kept_of(one.places, one.kept_female, line.programme.sex)
            found[line.programme.mechanism_id].append(Here(line, one.places, kept))
    return found


@dataclass(frozen=True)
class Overview:
    """One mechanism in the country: districts where it is counted, those where a programme has places, and those where
    it is counted and none has."""

    mechanism: Mechanism
    indicator: Any
    counted: int
    served: int
    unserved: int
    places: int


@dataclass(frozen=True)
class _Country:
    """Every mechanism with its main indicator, the districts where that is counted, and what is offered there."""

    mechanisms: Sequence[Mechanism]
    indicators: Mapping[str, Any]
    counted: Mapping[str, frozenset[str]]
    effort: Mapping[str, Mapping[str, Effort]]


def _country(world: str, today: date) -> _Country:
    mechanisms = list(Mechanism.objects.filter(retired_at=None).select_related("pillar"))
    mains = {one.pk: one.needs[0] for one in mechanisms if one.needs}
    indicators, figures = indicators_of(mains.values()), figures_of(mains.values())
    here = {place.pk for place in districts()}
    known: dict[str, set[str]] = defaultdict(set)
    for (code, place), figure in figures.items():
        if figure.value is not None and place in here:
            known[code].add(place)
    offered_by = efforts([one.pk for one in mechanisms], world, today)
    return _Country(
        mechanisms,
        {one: indicators[code] for one, code in mains.items() if code in indicators},
        {one: frozenset(known[code]) for one, code in mains.items()},
        {one.pk: {place: each for place, each in offered_by[one.pk].items() if place in here} for one in mechanisms},
    )


def overview(world: str, today: date) -> list[Overview]:
    """Every mechanism, in the pack's order; in a fixed number of queries."""
    found = _country(world, today)
    lines = []
    for one in found.mechanisms:
        known, effort = found.counted.get(one.pk, frozenset()), found.effort[one.pk]
        places = sum(each.places for each in effort.values())
        indicator = found.indicators.get(one.pk)
        lines.append(Overview(one, indicator, len(known), len(effort), len(known - set(effort)), places))
    return lines


@dataclass(frozen=True)
class Unmet:
    """One mechanism with the districts where it is counted and no running programme has places."""

    mechanism: Mechanism
    districts: Sequence[str]


def unmet(world: str, today: date, places: Collection[str]) -> list[Unmet]:
    """Every mechanism with such a district among `places` (none given: in the country), in the pack's order."""
    found = _country(world, today)
    known = {one: where & set(places) if places else where for one, where in found.counted.items()}
    rest = ((one, sorted(known.get(one.pk, set()) - set(found.effort[one.pk]))) for one in found.mechanisms)
    return [Unmet(one, where) for one, where in rest if where]
