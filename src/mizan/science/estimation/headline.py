"""When may a range be stated? Only when nothing we can check speaks against it; otherwise the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from .bounds import chao
from .latent import WORST_RHAT
from .results import COMPARED, Estimate, Headline, Reason, disagreement
from .sensitivity import Variant, spread
from .table import FEW_SHARED, CaptureTable

LEAST_REPLICATES = 200
MOST_DISAGREEMENT = 2.0
MOST_LEAVE_ONE_OUT = 3.0
# Chao's bound may reach at most this share of the range's upper end, at this level or the range's own if higher.
MOST_BY_CHANCES = 0.9
CHANCES_LEVEL = 95.0


@dataclass(frozen=True)
class Evidence:
    """Everything the rule looks at. `left_out`: BIC answers without each list in turn."""

    table: CaptureTable
    method: str
    replicates: int
    estimates: tuple[Estimate, ...]
    left_out: tuple[Variant, ...]
    level: float


def judge(evidence: Evidence) -> tuple[Headline | None, tuple[Reason, ...]]:
    """The headline, or None and every reason against one."""
    reasons = tuple(r for rule in _RULES for r in rule(evidence))
    return (None, reasons) if reasons else (_range(evidence), ())


def expected(table: CaptureTable) -> tuple[str, ...]:
    """The methods that must stand side by side for this table."""
    return tuple(m for m in COMPARED if m != "dga" or table.k <= 5)


def _compared(evidence: Evidence) -> tuple[Estimate, ...]:
    return tuple(e for e in evidence.estimates if e.method in COMPARED)


def _range(evidence: Evidence) -> Headline:
    """Lowest lower to highest upper limit; every compared method has an interval here."""
    ends = [e.ci[evidence.level] for e in _compared(evidence) if e.ci]
    return Headline(min(low for low, _ in ends), max(high for _, high in ends), evidence.level)


def _method(evidence: Evidence) -> list[Reason]:
    return [] if evidence.method == "all" else [Reason("method", (("method", evidence.method),))]


def _replicates(evidence: Evidence) -> list[Reason]:
    if evidence.replicates >= LEAST_REPLICATES:
        return []
    return [Reason("replicates", (("run", str(evidence.replicates)), ("least", str(LEAST_REPLICATES))))]


def _intervals(evidence: Evidence) -> list[Reason]:
    """Every method expected must have answered, with an interval whose ends are known."""
    if evidence.method != "all":
        return []
    found = {e.method: e for e in _compared(evidence)}
    reasons = []
    for method in expected(evidence.table):
        estimate = found.get(method)
        if estimate is None or estimate.n_hat is None:
            reasons.append(Reason("silent", (("method", method),)))
        elif not estimate.ci or evidence.level not in estimate.ci:
            reasons.append(Reason("interval", (("method", method),)))
        elif estimate.saturated:
            reasons.append(Reason("saturated", (("method", method),)))
    return reasons


def _disagreement(evidence: Evidence) -> list[Reason]:
    ratio = disagreement(evidence.estimates)
    if ratio is None or ratio <= MOST_DISAGREEMENT:
        return []
    return [Reason("disagreement", (("ratio", f"{ratio:.1f}"), ("most", f"{MOST_DISAGREEMENT:g}")))]


def _left_out(evidence: Evidence) -> list[Reason]:
    ratio = spread(evidence.left_out)
    if ratio is None:
        return [Reason("left_out_unknown")]
    if ratio <= MOST_LEAVE_ONE_OUT:
        return []
    return [Reason("left_out", (("ratio", f"{ratio:.1f}"), ("most", f"{MOST_LEAVE_ONE_OUT:g}")))]


def _chances(evidence: Evidence) -> list[Reason]:
    """Where people differ in how easily they are seen, Chao's estimate is a lower bound (Chao 1987, 1989). If even that
    may reach the upper end of the range, such differences alone can put the truth beyond it."""
    if evidence.method != "all" or _intervals(evidence):
        return []
    level, high = max(CHANCES_LEVEL, evidence.level), _range(evidence).high
    limits = chao(evidence.table, (level,)).limits
    if not limits:
        return [Reason("chances_unknown")]
    bound, most = limits[level][1], MOST_BY_CHANCES * high
    if bound < most:
        return []
    return [Reason("chances", (("bound", f"{bound:,.0f}"), ("high", f"{high:,.0f}"), ("most", f"{most:,.0f}")))]


def _overlap(evidence: Evidence) -> list[Reason]:
    return [
        Reason("overlap", (("list", name), ("cases", f"{evidence.table.shared()[name]:g}"), ("least", str(FEW_SHARED))))
        for name in evidence.table.weak_lists()
    ]


def _existence(evidence: Evidence) -> list[Reason]:
    return [
        Reason("existence", (("method", e.method), ("existence", str(e.existence))))
        for e in _compared(evidence)
        if e.existence
    ]


def _chains(evidence: Evidence) -> list[Reason]:
    return [
        Reason("chains", (("rhat", f"{e.rhat:.2f}"), ("most", f"{WORST_RHAT:g}")))
        for e in _compared(evidence)
        if e.rhat is not None and not e.rhat <= WORST_RHAT
    ]


_RULES = (_method, _replicates, _intervals, _disagreement, _left_out, _chances, _overlap, _existence, _chains)
