"""A specification as the program uses it: dimensions, indicators, errors, and what the simulation may vary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mizan.science.conditions.validation import Lines, fault, load
from mizan.science.tables import BadInput

VARIABLE = ("error", "weights", "normalisation", "aggregation", "leave_out")


@dataclass(frozen=True)
class Error:
    """Standard error of an indicator: a fixed sd, a share of the value, or scale x sqrt(max(mse column, floor))."""

    assumed: bool
    sd: float | None = None
    relative: float | None = None
    mse_column: str | None = None
    scale: float = 1.0
    floor: float = 0.0


@dataclass(frozen=True)
class Indicator:
    """One indicator. Goalposts are (best, worst) in the unit of the indicator, whatever the direction."""

    id: str
    dimension: str
    column: str
    per: str | None
    times: float
    best: float
    worst: float
    weight: float
    error: Error


@dataclass(frozen=True)
class Dimension:
    """unknown: why nothing is known of it yet; such a dimension is shown as unknown and never enters as 0 (I-8)."""

    id: str
    weight: float
    unknown: str | None


@dataclass(frozen=True)
class Spec:
    """A checked specification; `dimensions` includes the unknown ones."""

    name: str
    id_column: str
    enough: float
    population: tuple[str, float] | None
    vary: frozenset[str]
    concentration: float
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]

    @property
    def measured(self) -> tuple[Dimension, ...]:
        """The dimensions that have indicators."""
        return tuple(dimension for dimension in self.dimensions if dimension.unknown is None)


def read_spec(path: Path) -> Spec:
    """Read and check a specification; raises BadInput naming file and line."""
    raw, lines = load(path)
    try:
        return _built(raw, lines)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None


def _built(raw: dict[str, Any], lines: Lines) -> Spec:
    population, simulation = raw.get("population"), raw.get("monte_carlo", {})
    spec = Spec(
        name=raw["name"],
        id_column=raw["id_column"],
        enough=float(raw.get("enough", 2 / 3)),
        population=(population["column"], float(population["least"])) if population else None,
        vary=frozenset(simulation.get("vary", VARIABLE)),
        concentration=float(simulation.get("concentration", 10.0)),
        dimensions=tuple(Dimension(d["id"], float(d.get("weight", 1)), d.get("unknown")) for d in raw["dimensions"]),
        indicators=tuple(_indicator(i, ("indicators", n), lines) for n, i in enumerate(raw["indicators"])),
    )
    _check_links(spec, lines)
    return spec


def _indicator(raw: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> Indicator:
    low, high = (float(post) for post in raw["goalposts"])
    if low >= high:
        raise fault((*path, "goalposts"), lines, "the first must be smaller than the second")
    best, worst = (low, high) if raw["direction"] == "more_is_worse" else (high, low)
    return Indicator(
        id=raw["id"],
        dimension=raw["dimension"],
        column=raw["column"],
        per=raw.get("per"),
        times=float(raw.get("times", 1)),
        best=best,
        worst=worst,
        weight=float(raw.get("weight", 1)),
        error=_error(raw["error"], (*path, "error"), lines),
    )


def _error(raw: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> Error:
    if len({"sd", "relative", "mse_column"} & set(raw)) != 1:
        raise fault(path, lines, "give exactly one of sd, relative, mse_column")
    if not raw["assumed"] and "source" not in raw:
        raise fault(path, lines, "an error without a source must be marked 'assumed: true'")
    told = ("sd", "relative", "mse_column", "scale", "floor")
    return Error(assumed=raw["assumed"], **{key: raw[key] for key in told if key in raw})


def _check_links(spec: Spec, lines: Lines) -> None:
    known = {dimension.id: dimension for dimension in spec.dimensions}
    seen: set[str] = set()
    for number, indicator in enumerate(spec.indicators):
        path = ("indicators", number)
        if indicator.id in seen:
            raise fault((*path, "id"), lines, f"'{indicator.id}' appears twice")
        seen.add(indicator.id)
        if indicator.dimension not in known:
            raise fault((*path, "dimension"), lines, f"'{indicator.dimension}' is not a declared dimension")
        if known[indicator.dimension].unknown is not None:
            raise fault((*path, "dimension"), lines, f"'{indicator.dimension}' is declared unknown")
    if len(known) != len(spec.dimensions):
        raise fault(("dimensions",), lines, "a dimension appears twice")
    for number, dimension in enumerate(spec.dimensions):
        used = any(indicator.dimension == dimension.id for indicator in spec.indicators)
        if dimension.unknown is None and not used:
            raise fault(("dimensions", number), lines, "has no indicator; say why under 'unknown'")
    if not spec.measured:
        raise fault(("dimensions",), lines, "no dimension is measured")
