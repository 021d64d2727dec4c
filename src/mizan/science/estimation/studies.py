"""One table, all methods side by side, and whether a range may be stated."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from . import latent
from .admissibility import existence
from .averaging import dga
from .bootstrap import Bootstrap, bca
from .bounds import Bound, chao, chapman
from .estimators import MANY, TOP, Chosen, Search, best, bic_statistic, search_of, stepwise_statistic
from .headline import Evidence, judge
from .hierarchies import Model
from .loglinear import fit, wald
from .progress import SILENT, Progress
from .results import Estimate, Headline, Reason, Replicates, disagreement
from .sensitivity import Variant, answer, leave_one_out
from .table import CaptureTable
from .walks import stepwise

EDGE_FELT = 1e-3  # posterior mass at the end of the grid from which the grid shapes the answer


@dataclass(frozen=True)
class Options:
    """How to estimate. `max_order` None: all orders. `levels` in per cent, the first is the headline's."""

    method: str = "all"
    max_order: int | None = 2
    bootstrap: int = 0
    levels: tuple[float, ...] = (95.0,)
    seed: int = 1
    delta: float | None = None
    n_missing_max: int | None = None
    grid: int = 5000
    chains: int = latent.CHAINS
    burn_in: int = latent.BURN_IN
    draws: int = latent.DRAWS
    thin: int = latent.THIN
    classes: int = latent.CLASSES


@dataclass(frozen=True)
class Study:
    """The whole answer for one table. `left_out`: the BIC answer of the whole table and without each list in turn."""

    table: CaptureTable
    options: Options
    estimates: tuple[Estimate, ...]
    left_out: tuple[Variant, ...]
    disagreement: float | None
    headline: Headline | None
    reasons: tuple[Reason, ...]

    def of(self, method: str) -> Estimate | None:
        """The first estimate of one method."""
        return next((e for e in self.estimates if e.method == method), None)

    def as_dict(self) -> dict[str, object]:
        """The JSON form, in English."""
        from . import words  # noqa: PLC0415 - words know results, not the other way about

        headline = self.headline
        ratio = self.disagreement
        return {
            "table": {"lists": list(self.table.lists), "observed": int(self.table.observed)},
            "estimates": [e.as_dict() for e in self.estimates],
            "disagreement": ratio if ratio is not None and np.isfinite(ratio) else None,
            "headline": None
            if headline is None
            else {"low": headline.low, "high": headline.high, "sentence": words.headline(headline)},
            "reasons": [words.reason(r) for r in self.reasons],
        }

    def __str__(self) -> str:
        from . import words  # noqa: PLC0415 - as above

        lines = [f"{self.table.observed:,.0f} people seen on {self.table.k} lists", *map(str, self.estimates)]
        if self.disagreement is not None:
            lines.append(f"disagreement ratio {self.disagreement:.2f}")
        if self.headline:
            return "\n".join([*lines, words.headline(self.headline)])
        return "\n".join([*lines, words.say("no_headline"), *(f"- {words.reason(r)}" for r in self.reasons)])


def study(
    table: CaptureTable,
    options: Options | None = None,
    *,
    skip: Sequence[str] = (),
    progress: Progress = SILENT,
) -> Study:
    """Run what `options.method` asks for, without the methods in `skip` (their silence forbids a headline). Lists
    that saw nobody are left out first. Raises BadInputError for tables and options no method can use."""
    wish, useful = options or Options(), table.informative()
    search = search_of(useful, wish.max_order, seed=wish.seed)
    workers = _workers(search, wish, progress)
    names = list(workers) if wish.method == "all" else [_family(wish.method)]
    estimates = tuple(e for name in names if name in workers and name not in skip for e in workers[name]())
    if wish.method in {"bic", "average"}:
        estimates = tuple(e for e in estimates if e.method == wish.method)
    left_out = _left_out(useful, wish) if wish.method == "all" else ()
    evidence = Evidence(useful, wish.method, wish.bootstrap, estimates, left_out, wish.levels[0])
    headline, reasons = judge(evidence)
    return Study(useful, wish, estimates, left_out, disagreement(estimates), headline, reasons)


def _family(method: str) -> str:
    """BIC and its average come from one search."""
    return "bic" if method == "average" else method


def _left_out(table: CaptureTable, options: Options) -> tuple[Variant, ...]:
    without = leave_one_out(table, order=options.max_order, seed=options.seed)
    whole = answer(table, "all lists", order=options.max_order, seed=options.seed)
    return (whole, *without) if without else ()


def _workers(search: Search, options: Options, progress: Progress) -> dict[str, Callable[[], list[Estimate]]]:
    table, levels = search.table, options.levels
    return {
        "bic": lambda: _timed(lambda: _bic(search, options, progress)),
        "stepwise": lambda: _timed(lambda: [_stepwise(search, options, progress)]),
        "dga": lambda: _timed(lambda: _dga(table, options)),
        "lcmcr": lambda: _timed(lambda: _lcmcr(table, options, progress)),
        "chao": lambda: _timed(lambda: [_bounded("chao", table, chao(table, levels), "lower", None)]),
        "chapman": lambda: _timed(lambda: _chapman(table, levels)),
    }


def _timed(work: Callable[[], list[Estimate]]) -> list[Estimate]:
    start = time.perf_counter()
    estimates = work()
    return [e.timed(time.perf_counter() - start) for e in estimates]


def _bic(search: Search, options: Options, progress: Progress) -> list[Estimate]:
    chosen = best(search)
    boots: Sequence[Bootstrap] = ()
    if options.bootstrap and np.isfinite(chosen.n_hat):
        boots = bca(
            search.table, bic_statistic(search, chosen), replicates=options.bootstrap, levels=options.levels,
            seed=options.seed, progress=progress,
        )  # fmt: skip
    bic = _fitted("bic", search, chosen.model, options, boots[0] if boots else None)
    if boots and search.space is not None and len(search.space) > MANY:
        bic = bic.warned(f"each replicate chose among the {TOP} best models of the table")
    return [bic, _averaged(search, chosen, boots[1] if len(boots) > 1 else None)]


def _averaged(search: Search, chosen: Chosen, boot: Bootstrap | None) -> Estimate:
    if not np.isfinite(chosen.averaged):
        why = "no model is admissible" if search.exhaustive else "too many models to average over"
        return Estimate("average", warnings=(why,))
    dark = chosen.averaged - search.table.observed
    return _with_bootstrap(Estimate("average", n_hat=chosen.averaged, dark_figure=dark), boot)


def _stepwise(search: Search, options: Options, progress: Progress) -> Estimate:
    table = search.table
    walk = stepwise(table.k, table.array[None])
    boot = None
    if not np.isfinite(walk.logdark[0]):
        return Estimate("stepwise", existence=existence(table, Model.of(table.k)), warnings=("no model is admissible",))
    if options.bootstrap:
        statistic = stepwise_statistic(search)
        (boot,) = bca(
            table, statistic, replicates=options.bootstrap, levels=options.levels, seed=options.seed, progress=progress
        )
    return _fitted("stepwise", search, walk.model(), options, boot)


def _fitted(method: str, search: Search, model: Model | None, options: Options, boot: Bootstrap | None) -> Estimate:
    table = search.table
    if model is None:
        code = existence(table, Model.of(table.k))
        return Estimate(method, existence=code, warnings=("no model is admissible for this table",))
    fitted = fit(table, model)
    estimate = Estimate(
        method, model=fitted.interactions, n_hat=fitted.n_hat, dark_figure=fitted.dark_figure,
        existence=fitted.existence, bic=fitted.bic, p=fitted.parameters,
    )  # fmt: skip
    if fitted.minus_infinity:
        estimate = estimate.warned(f"no case is shared by {', '.join(fitted.minus_infinity)}")
    if boot is not None:
        return _with_bootstrap(estimate, boot)
    ends = {level: wald(fitted, level) for level in options.levels}
    known = {level: pair for level, pair in ends.items() if pair is not None}
    note = "the interval takes the model for granted; run a bootstrap to include its choice"
    return _interval(estimate, known, "wald").warned(note)


def _with_bootstrap(estimate: Estimate, boot: Bootstrap | None) -> Estimate:
    from dataclasses import replace  # noqa: PLC0415 - one use

    if boot is None:
        return estimate
    ends = {limit.level: (limit.low, limit.high) for limit in boot.limits}
    saturated = any(limit.saturated for limit in boot.limits[:1])
    estimate = _interval(estimate, ends, "bca")
    estimate = replace(estimate, replicates=Replicates(boot.run, boot.failed), saturated=saturated)
    if any(limit.saturated for limit in boot.limits):
        estimate = estimate.warned("an interval ends at the smallest or largest replicate; its true end may lie beyond")
    if boot.failed:
        estimate = estimate.warned(f"{boot.failed} of {boot.run} replicates gave no estimate")
    return estimate if ends else estimate.warned("the bootstrap gives no interval")


def _interval(estimate: Estimate, ends: dict[float, tuple[float, float]], method: str) -> Estimate:
    from dataclasses import replace  # noqa: PLC0415 - one use

    return replace(estimate, ci=ends or None, ci_method=method if ends else None)


def _dga(table: CaptureTable, options: Options) -> list[Estimate]:
    if not 3 <= table.k <= 5:
        note = "averaging over graphs needs three to five lists"
        return [] if options.method == "all" and table.k > 5 else [Estimate("dga", warnings=(note,))]
    found = dga(
        table, delta=options.delta, n_missing_max=options.n_missing_max, grid=options.grid, levels=options.levels
    )
    dark = found.n_hat - table.observed
    estimate = Estimate("dga", n_hat=found.n_hat, dark_figure=dark, ci=found.limits, ci_method="posterior")
    if found.delta != 2.0**-table.k:
        estimate = estimate.warned("delta is not 2^-k: this is a sensitivity run")
    if found.edge > EDGE_FELT:
        estimate = estimate.warned(f"{found.edge:.1%} of the posterior lies at the end of the grid")
    return [estimate]


def _lcmcr(table: CaptureTable, options: Options, progress: Progress) -> list[Estimate]:
    if table.k < 3:
        return [Estimate("lcmcr", warnings=("the latent-class estimate needs three lists or more",))]
    found = latent.lcmcr(
        table, chains=options.chains, burn_in=options.burn_in, draws=options.draws, thin=options.thin,
        classes=options.classes, levels=options.levels, seed=options.seed, progress=progress,
    )  # fmt: skip
    if found.n_hat is None:
        return [Estimate("lcmcr", warnings=(f"withheld: {found.reason}",), rhat=found.rhat)]
    estimate = Estimate(
        "lcmcr", n_hat=found.n_hat, dark_figure=found.n_hat - table.observed, ci=found.limits, ci_method="posterior",
        rhat=found.rhat, warnings=(f"R-hat {found.rhat:.3f}, effective draws {found.ess:.0f}",),
    )  # fmt: skip
    if found.at_cap > latent.CAP_FELT:
        estimate = estimate.warned(f"{found.at_cap:.1%} of sweeps met the cap of {found.n0_max:,} hidden people")
    return [estimate]


def _chapman(table: CaptureTable, levels: Sequence[float]) -> list[Estimate]:
    return [
        _bounded("chapman", table, chapman(table, a, b, levels), None, (a, b)) for a, b in combinations(table.lists, 2)
    ]


def _bounded(
    method: str, table: CaptureTable, bound: Bound, kind: str | None, pair: tuple[str, str] | None
) -> Estimate:
    """The dark figure counts from all people seen; two lists alone may say fewer than were seen: then zero unseen."""
    return Estimate(
        method, n_hat=bound.n_hat, dark_figure=bound.n_hat - table.observed if pair is None else None,
        ci=bound.limits or None, ci_method="lognormal" if bound.limits else None, bound=kind, pair=pair,
        warnings=("two lists alone; all others ignored",) if pair else (),
    )  # fmt: skip
