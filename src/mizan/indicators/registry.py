"""Where rooms put their indicators at start-up. Afterwards the registry is frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from mizan.clocks import Period
from mizan.indicators.adding import Total, add
from mizan.indicators.faults import IndicatorFault, RegistryFault
from mizan.indicators.readings import Indicator, Reading, World


@dataclass(frozen=True)
class Context:
    """For when and for which world figures are asked. `pillars` are the known codes, `level` and `place` narrow."""

    today: date
    period: Period | None = None
    world: World = World.REAL
    pillars: tuple[str, ...] = ()
    place: str = ""
    level: str = ""


Compute = Callable[[Context], Iterable[Reading]]


@dataclass
class Registry:
    """Indicators by code. A second, different indicator of one code is broken; the same one again is no matter."""

    _indicators: dict[str, Indicator] = field(default_factory=dict)
    _computes: dict[str, Compute | None] = field(default_factory=dict)
    _is_frozen: bool = False

    def register(self, indicator: Indicator, compute: Compute | None = None) -> Indicator:
        """Name an indicator once. Without `compute` it takes manual readings only."""
        if (known := self._indicators.get(indicator.code)) is not None:
            if known != indicator or origin(self._computes[indicator.code]) != origin(compute):
                raise RegistryFault(f"indicator {indicator.code} is registered twice and differently")
            return known
        if self._is_frozen:
            raise RegistryFault(f"indicator {indicator.code} came after start-up")
        self._indicators[indicator.code] = indicator
        self._computes[indicator.code] = compute
        return indicator

    def freeze(self) -> None:
        """End of start-up: from here on the set is fixed."""
        self._is_frozen = True

    def get(self, code: str) -> Indicator:
        """The indicator of that code. Raises `IndicatorFault`."""
        if code not in self._indicators:
            raise IndicatorFault("indicators.no_such_indicator", indicator=code)
        return self._indicators[code]

    def __iter__(self) -> Iterator[Indicator]:
        return iter([self._indicators[code] for code in sorted(self._indicators)])

    def __contains__(self, code: str) -> bool:
        return code in self._indicators

    def is_computed(self, code: str) -> bool:
        """Whether a room computes its readings, or people enter them."""
        self.get(code)
        return self._computes[code] is not None

    def readings(self, code: str, context: Context) -> list[Reading]:
        """Ask the room for its readings. A reading of another indicator or world is broken."""
        indicator, compute = self.get(code), self._computes[code]
        found = list(compute(context)) if compute else []
        for reading in found:
            if reading.indicator != indicator.code or reading.world is not context.world:
                raise RegistryFault(f"{code} answered with a reading of {reading.indicator} in {reading.world}")
        return found

    def add(self, readings: Iterable[Reading]) -> Total:
        """Add readings of one registered indicator. Raises `NotAddable`; nothing at all has no indicator."""
        rows = list(readings)
        if not rows:
            raise IndicatorFault("indicators.nothing_to_add")
        return add(rows, self.get(rows[0].indicator))


def origin(function: Callable[..., object] | None) -> tuple[str, str] | None:
    """Where a function was written: the same after its module is imported again."""
    return function and (function.__module__, function.__qualname__)


REGISTRY = Registry()
"""The one of the running house; tests make their own."""


def register(indicator: Indicator, compute: Compute | None = None) -> Indicator:
    """Register with the running house."""
    return REGISTRY.register(indicator, compute)
