"""One of every chart, from the same labels and figures, for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

from mizan.charts import (
    Area,
    Bar,
    Chart,
    Dot,
    Drawable,
    Figure,
    Frame,
    Pair,
    Pan,
    Panel,
    Part,
    Span,
    Stack,
    Words,
    bars,
    boundary_map,
    decode,
    dot_intervals,
    paired_bars,
    scale_beam,
    small_multiples,
    stacked_counts,
    tile_map,
    timeline,
)

SVG = "{http://www.w3.org/2000/svg}"
URDU = Words(unknown="نامعلوم", exercise="مشق", state="ریاست", society="معاشرہ", no_date="کوئی تاریخ شائع نہیں ہوئی",
             today="آج", desk="دفتری جائزہ", enforcement="نفاذ")  # fmt: skip

# Two squares side by side and a triangle with a hole, quantised; arc 1 is the border that the squares share.
TOPOLOGY: dict[str, object] = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.25], "translate": [70.0, 30.0]},
    "arcs": [
        [[2, 0], [-2, 0], [0, 4], [2, 0]],
        [[2, 4], [0, -4]],
        [[2, 4], [2, 0], [0, -4], [-2, 0]],
        [[8, 0], [4, 0], [-4, 4], [0, -4]],
        [[9, 1], [0, 1], [1, -1], [-1, 0]],
    ],
    "objects": {
        "adm2": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "A", "properties": {"name": "West"}},
                {"type": "Polygon", "arcs": [[2, -2]], "id": "B", "properties": {"name": "East"}},
                {"type": "MultiPolygon", "arcs": [[[3], [4]]], "properties": {"pcode": "C", "name": "Far"}},
            ],
        }
    },
}
GRID = {"A": (0, 0), "B": (1, 0), "C": (3, 1)}


@dataclass(frozen=True)
class Given:
    """Labels and figures that each chart of the gallery draws; there are three of each."""

    labels: Sequence[str] = ("Public awareness", "Social justice, victims' recovery and redress", "Border management")
    figures: Sequence[Drawable] = (Decimal(12), None, Figure(None, Decimal(0), Decimal(4)))


def _stacks(frame: Frame, given: Given) -> Chart:
    parts = [Part("0", given.labels[0], "1"), Part("4", given.labels[1], "5"), Part("unknown", "?", "unknown")]
    rows = [Stack(given.labels[0], {"0": 3, "4": 5, "unknown": 2}), Stack(given.labels[1], {})]
    return stacked_counts(frame, parts, rows)


def _timeline(frame: Frame, given: Given) -> Chart:
    one, two, three = given.labels
    spans = [Span(one, date(2024, 1, 1), date(2025, 6, 30), "state"), Span(two), Span(three, None, date(2023, 1, 1))]
    return timeline(frame, [*spans, Span(one, date(2024, 5, 1), status=two)], today=date(2025, 1, 1))


def _areas(given: Given) -> list[Area]:
    return [Area(*row) for row in zip("ABC", given.labels, given.figures, strict=True)]


def _pairs(given: Given) -> list[Pair]:
    return [Pair(label, shown, 3) for label, shown in zip(given.labels, given.figures, strict=True)]


CHARTS: dict[str, Callable[[Frame, Given], Chart]] = {
    "bars": lambda f, g: bars(
        f, [Bar(*row) for row in zip(g.labels, g.figures, ("society", "", "state"), strict=True)]
    ),
    "paired": lambda f, g: paired_bars(f, _pairs(g), with_desk=True),
    "stacks": _stacks,
    "timeline": _timeline,
    "multiples": lambda f, g: small_multiples(f, ["2023", "2024", "2025"], [Panel(n, g.figures) for n in g.labels]),
    "dots": lambda f, g: dot_intervals(f, [Dot(*row) for row in zip(g.labels, g.figures, strict=True)]),
    "tiles": lambda f, g: tile_map(f, _areas(g), GRID),
    "boundaries": lambda f, g: boundary_map(f, _areas(g), decode(TOPOLOGY), disclaimer=g.labels[1].strip() or "none"),
    "beam": lambda f, g: scale_beam(
        f, Pan(g.labels[0], g.figures[0], "enforcement"), Pan(g.labels[1], g.figures[1], "society")
    ),
}


@dataclass
class Drawn:
    """A chart and its parsed picture."""

    chart: Chart
    root: ET.Element = field(init=False)

    def __post_init__(self) -> None:
        self.root = ET.fromstring(self.chart.svg)

    def all(self, tag: str, cls: str = "") -> list[ET.Element]:
        """Elements of a tag, and of a class where one is named."""
        found = self.root.iter(f"{SVG}{tag}")
        return [element for element in found if not cls or cls in element.get("class", "").split()]

    def texts(self) -> list[str]:
        """Every drawn word and figure."""
        return ["".join(element.itertext()) for element in self.all("text")]


def draw(name: str, frame: Frame, given: Given | None = None) -> Drawn:
    """One chart of the gallery."""
    return Drawn(CHARTS[name](frame, given or Given()))
