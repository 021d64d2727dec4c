"""Maps of districts in five steps of one hue: a tile grid, where every district weighs alike, or boundaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from mizan.charts.canvas import END_OF_IT, LEFT_TO_RIGHT, Box, Canvas
from mizan.charts.figures import Drawable, Figure, figure, spell
from mizan.charts.frame import Chart, Frame, Table, chart, figure_table
from mizan.charts.geo import fitted, ring_path
from mizan.charts.scales import breaks, class_of
from mizan.charts.svg import clean, el
from mizan.charts.texts import SIZE, run
from mizan.charts.topo import Shape

CLASSES, SMALL, UNKNOWN = 5, 0.75, "unknown"


@dataclass(frozen=True)
class Area:
    """One district: code, name, figure, and the short name that fits a tile (the code, when empty)."""

    code: str
    name: str
    figure: Drawable = None
    short: str = ""


@dataclass(frozen=True)
class _Shading:
    """The upper edges between classes and the look of each area."""

    figures: Mapping[str, Figure]
    edges: Sequence[float]

    def look(self, code: str) -> str:
        """`1`..`5`, or `unknown` for no stated figure: bounds alone do not choose a class."""
        value = self.figures.get(code, Figure()).value
        return UNKNOWN if value is None else str(min(CLASSES, class_of(float(value), self.edges)))


def tile_map(
    frame: Frame, areas: Sequence[Area], grid: Mapping[str, tuple[int, int]], *, edges: Sequence[float] | None = None
) -> Chart:
    """Equal tiles by `grid` (code -> column, row). West stays left in every language. Raises KeyError for an area
    without a cell: no district may fall off the map."""
    canvas, shading = Canvas(frame), _shading(areas, edges)
    v = _legend(canvas, shading)
    columns = max((column for column, _ in grid.values()), default=0) + 1
    side = min(46.0, canvas.width / columns)
    left = (canvas.width - side * columns) / 2
    for area in areas:
        column, row = grid[area.code]
        _tile(canvas, (left + column * side, v + row * side, side - 2), area, shading)
    return chart(frame, canvas.finish(), _table(frame, areas, shading))


def boundary_map(
    frame: Frame,
    areas: Sequence[Area],
    shapes: Sequence[Shape],
    *,
    disclaimer: str,
    edges: Sequence[float] | None = None,
) -> Chart:
    """Boundaries as decoded. The disclaimer is not optional: it is drawn below and closes the CSV. A shape without an
    area is drawn as unknown."""
    if not disclaimer.strip():
        raise ValueError("a boundary map needs its disclaimer")
    canvas, shading = Canvas(frame.noting(disclaimer)), _shading(areas, edges)
    top = _legend(canvas, shading)
    project = fitted((point for shape in shapes for ring in shape.rings for point in ring), canvas.width)
    known = {area.code: area for area in areas}
    drawn = []
    for shape in shapes:
        way = "".join(ring_path(ring, project) for ring in shape.rings)
        area = known.get(shape.code) or Area(shape.code, str(shape.properties.get("name", shape.code)))
        title, look = f"{area.name}: {spell(figure(area.figure), frame.words)}", shading.look(shape.code)
        if look == UNKNOWN:
            drawn.append(canvas.hatched_path(way, "chart-tile--unknown", title))
        else:
            inner = el("title", clean(title))
            drawn.append(el("path", inner, cls=f"chart-tile chart-tile--{look}", d=way, fill_rule="evenodd"))
    canvas.marks.append(el("g", "".join(drawn), transform=f"translate(0 {top:.1f})"))
    canvas.reach(top + project.height)
    return chart(canvas.frame, canvas.finish(), _table(frame, areas, shading))


def _shading(areas: Sequence[Area], edges: Sequence[float] | None) -> _Shading:
    figures = {area.code: figure(area.figure) for area in areas}
    if len(figures) != len(areas):
        raise ValueError("two areas have one code")
    values = [float(drawn.value) for drawn in figures.values() if drawn.value is not None]
    found = list(breaks(values, CLASSES) if edges is None else edges)
    if len(found) >= CLASSES or any(a >= b for a, b in pairwise(found)):
        raise ValueError(f"class edges must ascend, at most {CLASSES - 1}: {found}")
    return _Shading(figures, found)


def _legend(canvas: Canvas, shading: _Shading) -> float:
    """The classes by the figures that really lie in them, each with how many areas it holds, and the unknown."""
    say, entries = canvas.frame.words.number, []
    for look in [str(n) for n in range(1, CLASSES + 1)]:
        held = [d.value for code, d in shading.figures.items() if d.value is not None and shading.look(code) == look]
        if held:
            low, high = say(min(held)), say(max(held))
            span = low if low == high else f"{low}–{high}"
            entries.append(
                (f"chart-tile chart-tile--{look}", f"{LEFT_TO_RIGHT}{span}{END_OF_IT} ({say(Decimal(len(held)))})")
            )
    unknown = sum(shading.look(code) == UNKNOWN for code in shading.figures)
    if unknown:
        entries.append(("unknown", f"{canvas.frame.words.unknown} ({say(Decimal(unknown))})"))
    return canvas.legend(entries, 0) + 4 if entries else 0.0


def _tile(canvas: Canvas, place: tuple[float, float, float], area: Area, shading: _Shading) -> None:
    """Physical coordinates: a map is not mirrored. The short name is set small and left out where it does not fit."""
    x, v, side = place
    look = shading.look(area.code)
    u = canvas.x(x + side) if canvas.frame.rtl else x
    title = f"{area.name}: {spell(shading.figures[area.code], canvas.frame.words)}"
    if look == UNKNOWN:
        canvas.rect(Box(u, v, side, side), "chart-tile--unknown", title)
        canvas.hatched(Box(u, v, side, side), UNKNOWN)
    else:
        canvas.rect(Box(u, v, side, side), f"chart-tile chart-tile--{look}", title)
    short = area.short or area.code
    if run(short) * SMALL <= side - 2:
        cls = "on-dark" if look in ("4", "5") else "chart-label"
        middle = (x + side / 2, v + side / 2 + SIZE * SMALL * 0.35)
        text = el("text", clean(short), cls=cls, text_anchor="middle", font_size=SIZE)
        canvas.marks.append(el("g", text, transform=f"translate({middle[0]:.1f} {middle[1]:.1f}) scale({SMALL})"))


def _table(frame: Frame, areas: Sequence[Area], shading: _Shading) -> Table:
    words = frame.words
    return figure_table(
        words, [words.code, words.label], (([area.code, area.name], shading.figures[area.code]) for area in areas)
    )
