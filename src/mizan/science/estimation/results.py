"""What an estimate is, on the wire and in print."""

from __future__ import annotations

from dataclasses import dataclass, replace

# Methods whose disagreement is measured; bounds and sensitivity never enter it.
COMPARED = ("bic", "stepwise", "average", "dga", "lcmcr")
METHODS = ("all", *COMPARED, "chao", "chapman")


@dataclass(frozen=True)
class Replicates:
    """Bootstrap replicates run, and how many of them gave no estimate."""

    run: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Estimate:
    """One method's answer, in people. None means unknown or not applicable, never zero.

    `model`: sorted interactions (empty: none; None: the method has no single model). `ci`: {level: (low, high)}.
    `ci_method`: bca, wald, posterior or lognormal. `existence`: code 0-3. `p`: parameters. `bound`: "lower" where the
    number is only a lower bound. `pair`: the two lists of a Chapman estimate. `saturated`: an interval's end is only an
    end of the replicates. `rhat`: of the chains, for lcmcr."""

    method: str
    model: tuple[str, ...] | None = None
    n_hat: float | None = None
    dark_figure: float | None = None
    ci: dict[float, tuple[float, float]] | None = None
    ci_method: str | None = None
    existence: int | None = None
    bic: float | None = None
    p: int | None = None
    replicates: Replicates = Replicates()
    bound: str | None = None
    seconds: float = 0.0
    warnings: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    saturated: bool = False
    rhat: float | None = None

    def timed(self, seconds: float) -> Estimate:
        return replace(self, seconds=seconds)

    def warned(self, *warnings: str) -> Estimate:
        return replace(self, warnings=(*self.warnings, *warnings))

    def as_dict(self) -> dict[str, object]:
        """The JSON form."""
        pair: dict[str, object] = {"pair": list(self.pair)} if self.pair else {}
        return pair | {
            "method": self.method,
            "model": None if self.model is None else list(self.model),
            "n_hat": self.n_hat,
            "dark_figure": self.dark_figure,
            "ci": None if self.ci is None else {f"{level:g}": list(ends) for level, ends in self.ci.items()},
            "ci_method": self.ci_method,
            "existence": self.existence,
            "bic": self.bic,
            "p": self.p,
            "replicates": {"run": self.replicates.run, "failed": self.replicates.failed},
            "bound": self.bound,
            "seconds": round(self.seconds, 4),
            "warnings": list(self.warnings),
        }

    def __str__(self) -> str:
        name = f"{self.method} {' and '.join(self.pair)}" if self.pair else self.method
        if self.n_hat is None:
            return f"{name:12} no answer: {'; '.join(self.warnings)}"
        ends = [f"{level:g} % {low:,.0f} to {high:,.0f}" for level, (low, high) in (self.ci or {}).items()]
        bound = " (lower bound)" if self.bound == "lower" else ""
        model = f"  [{', '.join(self.model)}]" if self.model else ""
        return f"{name:12} {self.n_hat:>10,.0f}{bound}  {'; '.join(ends)}{model}"


@dataclass(frozen=True)
class Reason:
    """Why there is no headline: a code and its facts; worded by `words.reason`."""

    code: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Headline:
    """A range in people: lowest lower to highest upper limit of all compared methods, at `level` per cent."""

    low: float
    high: float
    level: float


def disagreement(estimates: tuple[Estimate, ...]) -> float | None:
    """max / min of the dark figure over the compared methods that answered; None for fewer than two of them."""
    darks = [e.dark_figure for e in estimates if e.method in COMPARED and e.dark_figure is not None]
    if len(darks) < 2:
        return None
    return max(darks) / min(darks) if min(darks) > 0 else float("inf")
