"""From records to what is said about every unit of every family, including why nothing is said."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from mizan.science.calibration.detectable import detectable_ratios, lone_threshold
from mizan.science.calibration.evidence import REASON, is_evidence_only
from mizan.science.calibration.heterogeneity import Heterogeneity
from mizan.science.calibration.judgement import Judgement, Rules, judge
from mizan.science.calibration.laws import Counts, Law, Proportions
from mizan.science.calibration.merging import merge_small
from mizan.science.calibration.records import Record
from mizan.science.calibration.shrinkage import shrunk

FEWEST_EXPECTED = 5.0
TOO_FEW_EXPECTED = "fewer than 5 expected events"
NOTHING_VARIES = "every trial of the family ended the same way"
PAST_PERIODS = 12


@dataclass(frozen=True)
class UnitSignal:
    """What is said about one unit. Every figure is None where the unit is not assessed: unknown is not zero."""

    unit: str
    side: str
    observed: int | None = None
    expected: float | None = None
    ratio: float | None = None
    shrunk: tuple[float, float, float] | None = None
    p_upper: float | None = None
    p_lower: float | None = None
    q: float | None = None
    flag: bool | None = None
    min_detectable_ratio: float | None = None
    not_assessed: str | None = None


@dataclass(frozen=True)
class FamilySignals:
    """heterogeneity: sd of the log ratio between honest units (posterior median; None if no unit was assessed).

    interval: its 90 % posterior interval; law: "counts" or "proportions"; rate: the pooled rate of proportions.
    """

    name: str
    period: str
    law: str
    rate: float | None
    heterogeneity: float | None
    interval: tuple[float, float] | None
    units: tuple[UnitSignal, ...]
    posterior: Heterogeneity | None = field(default=None, repr=False)

    def as_dict(self) -> dict[str, Any]:
        """Return what is published: everything but the posterior, which only the plot needs."""
        told = ("name", "period", "law", "rate", "heterogeneity", "interval")
        return {key: getattr(self, key) for key in told} | {"units": [asdict(unit) for unit in self.units]}


@dataclass(frozen=True)
class _Line:
    """One unit in one period that can be judged, with its expectation."""

    record: Record
    expected: float
    rate: float


def assess(records: list[Record], rules: Rules | None = None) -> list[FamilySignals]:
    """Return the signals of every family, by name; the last period is judged, up to 12 before it lend their spread."""
    families: dict[str, list[Record]] = {}
    for record in records:
        families.setdefault(record.family, []).append(record)
    return [_family(name, families[name], rules or Rules()) for name in sorted(families, key=natural)]


def natural(text: str) -> tuple[tuple[int, int | str], ...]:
    """Return a key that sorts 2 before 10 and 2025-02 before 2025-10."""
    parts = re.split(r"(\d+)", text)
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts if part)


def _family(name: str, records: list[Record], rules: Rules) -> FamilySignals:
    periods = sorted({record.period for record in records}, key=natural)
    last = periods[-1]
    current = [record for record in records if record.period == last]
    law = "counts" if current[0].trials is None else "proportions"
    if is_evidence_only(name):
        silent = tuple(UnitSignal(r.unit, r.side, not_assessed=REASON) for r in _by_unit(current))
        return FamilySignals(name, last, law, None, None, None, silent)
    lines, unassessed = _period(current)
    past = [line for period in periods[-1 - PAST_PERIODS : -1] for line in _past(records, period)]
    rate = _pooled(current) if law == "proportions" else None
    if not lines:
        return FamilySignals(name, last, law, rate, None, None, tuple(unassessed))
    verdict = _verdict(lines, past, rules)
    spread = verdict.heterogeneity
    everyone = sorted([*_spoken(lines, verdict, rules), *unassessed], key=lambda unit: natural(unit.unit))
    interval = (spread.quantile(0.05), spread.quantile(0.95))
    return FamilySignals(name, last, law, rate, spread.quantile(0.5), interval, tuple(everyone), spread)


def _by_unit(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda record: natural(record.unit))


def _past(records: list[Record], period: str) -> list[_Line]:
    return _period([record for record in records if record.period == period])[0]


def _period(records: list[Record]) -> tuple[list[_Line], list[UnitSignal]]:
    """Split one period's units into those that can be judged and those about which nothing is said."""
    rate = _pooled(records)
    kept, reasons = merge_small(records)
    sides = {record.unit: record.side for record in records}
    silent = [UnitSignal(unit, sides.get(unit, ""), not_assessed=reason) for unit, reason in reasons.items()]
    lines = []
    for record in _by_unit(kept):
        expected = (record.trials or 0) * rate if record.expected is None else record.expected
        line = _Line(record, expected, rate)
        if rate >= 1.0:
            silent.append(UnitSignal(record.unit, record.side, not_assessed=NOTHING_VARIES))
        elif line.expected < FEWEST_EXPECTED:
            silent.append(UnitSignal(record.unit, record.side, not_assessed=TOO_FEW_EXPECTED))
        else:
            lines.append(line)
    return lines, silent


def _pooled(records: list[Record]) -> float:
    """Return the family's pooled rate of proportions (0 where nothing was tried)."""
    trials = sum(record.trials or 0 for record in records)
    return sum(record.observed for record in records) / trials if trials else 0.0


def law_of(lines: list[_Line]) -> Law:
    """Return the lines of one family as arrays."""
    observed = np.array([line.record.observed for line in lines], dtype=float)
    if lines[0].record.trials is None:
        return Counts(observed, np.array([line.expected for line in lines]))
    trials = np.array([line.record.trials for line in lines], dtype=float)
    return Proportions(observed, trials, np.array([line.rate for line in lines]))


def _verdict(lines: list[_Line], past: list[_Line], rules: Rules) -> Judgement:
    everything = lines + past
    # Units of the current period come first, so that their index is their place among `lines`.
    index = {unit: number for number, unit in enumerate(dict.fromkeys(line.record.unit for line in everything))}
    unit = np.array([index[line.record.unit] for line in everything])
    now = np.arange(len(lines))
    return judge(law_of(everything), unit, now, [line.record.direction for line in lines], rules)


def _spoken(lines: list[_Line], verdict: Judgement, rules: Rules) -> list[UnitSignal]:
    law = law_of(lines)
    ranges = shrunk(law, verdict.heterogeneity.quantile(0.5))
    threshold = lone_threshold(rules, len(lines))
    spread = verdict.heterogeneity
    directions = [line.record.direction for line in lines]
    reach = detectable_ratios(law, spread.without[: len(lines)], spread.grid, directions, threshold)
    said = []
    for number, line in enumerate(lines):
        said.append(
            UnitSignal(
                unit=line.record.unit,
                side=line.record.side,
                observed=line.record.observed,
                expected=line.expected,
                ratio=line.record.observed / line.expected,
                shrunk=(float(ranges[number, 0]), float(ranges[number, 1]), float(ranges[number, 2])),
                p_upper=float(verdict.p_upper[number]),
                p_lower=float(verdict.p_lower[number]),
                q=float(verdict.q[number]),
                flag=bool(verdict.flag[number]),
                min_detectable_ratio=None if np.isnan(reach[number]) else float(reach[number]),
            )
        )
    return said
