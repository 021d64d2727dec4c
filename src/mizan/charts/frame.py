"""What every chart is given (`Frame`) and what every chart gives back (`Chart`): picture, caption, table, CSV rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mizan.charts.figures import Figure
from mizan.charts.svg import checked_id
from mizan.charts.words import Words

Cell = str | Decimal | int | None


@dataclass(frozen=True)
class Frame:
    """How a chart is set. `id` is unique on the page and prefixes every id inside.

    `caption` names the chart and becomes its title; `desc` says in a sentence what it shows, for who cannot see it.
    `width` is in CSS pixels; under 460 labels stand above their bars. `rtl` mirrors the layout. `exercise` burns the
    word into picture, caption and CSV. `notes` (disclaimer, source) are drawn below and closed into the CSV.
    """

    id: str
    caption: str
    desc: str = ""
    words: Words = field(default_factory=Words)
    width: int = 640
    rtl: bool = False
    exercise: bool = False
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checked_id(self.id)
        if not 240 <= self.width <= 2400:
            raise ValueError(f"no chart width: {self.width}")

    def noting(self, *notes: str) -> Frame:
        """The same with further notes."""
        return replace(self, notes=self.notes + tuple(note for note in notes if note))


@dataclass(frozen=True)
class Table:
    """The figures behind a chart. Cells are plain: the page spells them, None is unknown, `numeric` names columns.
    `hrefs`, where given, has the shape of `rows`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    hrefs: tuple[tuple[str, ...], ...] = ()

    def linked(self) -> list[list[tuple[Cell, str]]]:
        """Each row as (cell, where it leads); "" where a cell leads nowhere. The door fills `hrefs`, cell by cell."""
        if not self.hrefs:
            return [[(cell, "") for cell in row] for row in self.rows]
        return [list(zip(row, hrefs, strict=True)) for row, hrefs in zip(self.rows, self.hrefs, strict=True)]


@dataclass(frozen=True)
class Chart:
    """A finished chart. `svg` is safe markup; `caption` carries the word EXERCISE where it belongs."""

    id: str
    svg: str
    caption: str
    table: Table
    notes: tuple[str, ...] = ()
    exercise: str = ""
    unknown: str = "unknown"

    def csv_rows(self) -> list[list[str]]:
        """Header, rows, then one row per note. Numbers keep the plain point and no grouping; unknown is its word, never
        0 and never blank. In the exercise each row says so in its first cell."""
        mark = [self.exercise] if self.exercise else []
        lines = [[*mark, *self.table.columns]]
        lines += [[*mark, *(self._cell(cell) for cell in row)] for row in self.table.rows]
        return lines + [[*mark, note] for note in self.notes]

    def _cell(self, cell: Cell) -> str:
        if cell is None:
            return self.unknown
        return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


def chart(frame: Frame, svg: str, table: Table) -> Chart:
    """Put picture and figures together."""
    return Chart(
        id=frame.id,
        svg=svg,
        caption=titled(frame),
        table=table,
        notes=frame.notes,
        exercise=frame.words.exercise if frame.exercise else "",
        unknown=frame.words.unknown,
    )


def titled(frame: Frame) -> str:
    """The caption, behind the word EXERCISE where it belongs."""
    return f"{frame.words.exercise} · {frame.caption}" if frame.exercise else frame.caption


def figure_cells(drawn: Figure) -> tuple[Cell, Cell, Cell]:
    """Value and bounds as table cells."""
    return (drawn.value, drawn.low, drawn.high)


def figure_table(words: Words, heads: Sequence[str], rows: Iterable[tuple[Sequence[Cell], Figure]]) -> Table:
    """A table that ends in the figure and, where any row has bounds other than its figure, in both bounds."""
    given = list(rows)
    bounded = any(drawn.has_interval or _is_rough(drawn) for _cells, drawn in given)
    columns = (*heads, words.value, *((words.low, words.high) if bounded else ()))
    body = tuple((*cells, *figure_cells(drawn)[: 3 if bounded else 1]) for cells, drawn in given)
    return Table(columns, body, frozenset(range(len(heads), len(columns))))


def _is_rough(drawn: Figure) -> bool:
    """Stated without bounds: empty bounds are what tells it from an exact figure."""
    return drawn.value is not None and drawn.low is None and drawn.high is None
