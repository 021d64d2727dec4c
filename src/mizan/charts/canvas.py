"""The sheet a chart is drawn on, in logical coordinates.

`u` runs from the reader's start edge (left in English, right in Urdu), `v` downward, both in user units = CSS pixels.
Mirroring happens here and nowhere else, so a chart is written once for both directions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from mizan.charts.frame import Frame, titled
from mizan.charts.svg import clean, el, num
from mizan.charts.texts import SIZE, leading, rise, run, wrap

At = Literal["start", "middle", "end"]
LEFT_TO_RIGHT, END_OF_IT = "\u2066", "\u2069"  # isolates: a figure inside words keeps its own direction
_OTHER: dict[At, At] = {"start": "end", "middle": "middle", "end": "start"}
PAD = 4.0


class Box(NamedTuple):
    """A rectangle by its start corner, how far it runs toward the end edge, and how far down."""

    u: float
    v: float
    across: float
    down: float


@dataclass
class Canvas:
    """Collects marks; `finish` closes them into one SVG that is as high as what was drawn."""

    frame: Frame
    marks: list[str] = field(default_factory=list)
    height: float = 0.0
    hatches: set[str] = field(default_factory=set)

    @property
    def width(self) -> float:
        """Width of the sheet."""
        return float(self.frame.width)

    @property
    def line(self) -> float:
        """Distance between two baselines of words."""
        return leading(rtl=self.frame.rtl)

    @property
    def thick(self) -> float:
        """Thickness of a bar: a word must fit into the box that stands for an unknown one."""
        return 24.0 if self.frame.rtl else 18.0

    def x(self, u: float) -> float:
        """The physical coordinate of a logical one."""
        return self.width - u if self.frame.rtl else u

    def reach(self, v: float) -> None:
        """Let the sheet be at least this high."""
        self.height = max(self.height, v)

    def rect(self, box: Box, cls: str = "", title: str = "", **more: str) -> None:
        """A rectangle."""
        x = self.x(box.u + box.across) if self.frame.rtl else box.u
        inner = el("title", clean(title)) if title else ""
        self.marks.append(el("rect", inner, cls=cls, x=x, y=box.v, width=box.across, height=box.down, **more))
        self.reach(box.v + box.down)

    def bar(self, box: Box, style: str, title: str = "") -> None:
        """A bar of a side's style. Society's is hatched, so that sides differ without colour."""
        self.rect(box, f"chart-bar chart-bar--{style}" if style else "chart-bar", title)
        if style == "society" and box.across > 0:
            self.hatched(box, "society")

    def unknown(self, box: Box, title: str = "") -> None:
        """A box for what is not known: outlined and hatched, never of no length."""
        self.rect(box, "chart-bar chart-bar--unknown", title)
        self.hatched(box, "unknown")

    def hatched(self, box: Box, kind: str) -> None:
        """Hatching over a box; its pattern is defined once per chart under the chart's own id."""
        self.hatches.add(kind)
        self.rect(box, stroke="none", fill=f"url(#{self.frame.id}-{kind})", pointer_events="none")

    def hatched_path(self, way: str, cls: str, title: str) -> str:
        """A filled path with the hatching of the unknown over it; returned, so that it can be put into a group."""
        self.hatches.add("unknown")
        over = el("path", d=way, fill=f"url(#{self.frame.id}-unknown)", fill_rule="evenodd", pointer_events="none")
        return el("path", el("title", clean(title)), cls=cls, d=way, fill_rule="evenodd") + over

    def rule(self, u1: float, v1: float, u2: float, v2: float, cls: str, **more: str) -> None:
        """A straight line."""
        self.marks.append(el("line", cls=cls, x1=self.x(u1), y1=v1, x2=self.x(u2), y2=v2, **more))

    def dot(self, u: float, v: float, radius: float, cls: str, title: str = "") -> None:
        """A disc."""
        inner = el("title", clean(title)) if title else ""
        self.marks.append(el("circle", inner, cls=cls, cx=self.x(u), cy=v, r=radius))
        self.reach(v + radius)

    def path(self, points: Sequence[tuple[float, float]], cls: str, *, closed: bool = False) -> None:
        """A line through the points."""
        way = "L".join(f"{num(self.x(u))} {num(v)}" for u, v in points)
        self.marks.append(el("path", cls=cls, d=f"M{way}{'Z' if closed else ''}"))

    def words(self, u: float, v: float, text: str, at: At = "start", cls: str = "chart-label") -> None:
        """One line of words with its baseline at v; `at` says which logical edge of the text stands at u.

        Words run in the reader's direction, which also turns the meaning of text-anchor: hence no flip here.
        """
        turned = {"direction": "rtl"} if self.frame.rtl else {}
        self._text(u, v, text, at, cls, **turned)

    def digits(self, u: float, v: float, text: str, at: At = "start", cls: str = "chart-label") -> None:
        """A figure: runs from left to right in every language, so only its anchor is mirrored."""
        self._text(u, v, text, _OTHER[at] if self.frame.rtl else at, cls)

    def _text(self, u: float, v: float, text: str, anchor: At, cls: str, **turned: str) -> None:
        where: dict[str, str | float] = {"x": self.x(u), "y": v, "text_anchor": anchor, "font_size": SIZE}
        self.marks.append(el("text", clean(text), cls=cls, **where, **turned))
        self.reach(v + SIZE * (0.9 if self.frame.rtl else 0.35))

    def block(
        self, u: float, v: float, text: str, width: float, *, at: At = "start", cls: str = "chart-label"
    ) -> float:
        """Wrapped words whose first line's box begins at v. Returns where the block ends."""
        lines = wrap(text, width)
        for number, line in enumerate(lines):
            self.words(u, v + rise(rtl=self.frame.rtl) + number * self.line, line, at, cls)
        return v + len(lines) * self.line

    def block_height(self, text: str, width: float) -> float:
        """How high `block` will be."""
        return len(wrap(text, width)) * self.line

    def legend(self, entries: Sequence[tuple[str, str]], v: float) -> float:
        """Swatches with words, (class suffix of a bar or a full class, word); wraps onto further lines."""
        u, box = 0.0, 14.0
        for style, word in entries:
            step = box + 6 + run(word) + 18
            if u and u + step - 18 > self.width:
                u, v = 0.0, v + self.line
            self._swatch(Box(u, v + (self.line - box) / 2, box, box), style)
            self.words(u + box + 6, v + rise(rtl=self.frame.rtl), word)
            u += step
        return v + self.line + 6

    def _swatch(self, box: Box, style: str) -> None:
        if style == "unknown":
            self.unknown(box)
        elif style.startswith("chart-"):
            self.rect(box, style)
        else:
            self.bar(box, style)

    def finish(self) -> str:
        """The whole picture. Title and description are tied to it by ids of its own."""
        for note in self.frame.notes:
            self.block(0, self.height + 8, note, self.width, cls="chart-label chart-label--muted")
        frame, height = self.frame, self.height + PAD
        name = el("title", clean(titled(frame)), id=f"{frame.id}-title")
        desc = el("desc", clean(frame.desc or frame.caption), id=f"{frame.id}-desc")
        inner = name + desc + self._patterns() + "".join(self.marks) + self._watermark(height)
        box = f"{num(-PAD)} {num(-PAD)} {num(self.width + 2 * PAD)} {num(height + PAD)}"
        return el(
            "svg", inner, cls="chart", xmlns="http://www.w3.org/2000/svg", viewBox=box,
            width=self.width + 2 * PAD, height=height + PAD, role="img", direction="ltr", focusable="false",
            aria_labelledby=f"{frame.id}-title {frame.id}-desc",
        )  # fmt: skip

    def _patterns(self) -> str:
        made = [_PATTERNS[kind](f"{self.frame.id}-{kind}") for kind in sorted(self.hatches)]
        return el("defs", "".join(made)) if made else ""

    def _watermark(self, height: float) -> str:
        """The word EXERCISE over the whole picture, so that no cut-out loses it."""
        if not self.frame.exercise:
            return ""
        word, middle, count = clean(self.frame.words.exercise), self.width / 2, max(1, round(height / 260))
        # Nastaliq stands tall and low: grown as much as Latin letters it would leave the sheet.
        most, lower = (1.5, 14.0) if self.frame.rtl else (3.0, 0.0)
        grown = min(most, 0.5 * self.width / run(self.frame.words.exercise, 34.0))
        turns = [f"translate({num(middle)} {num(height * (2 * n + 1) / (2 * count) + lower)})" for n in range(count)]
        return "".join(
            el("text", word, cls="chart-exercise", text_anchor="middle",
               transform=f"{turn} rotate(-18) scale({grown:.2f})")
            for turn in turns
        )  # fmt: skip


def _society(name: str) -> str:
    stroke = el("path", cls="chart-hatch", d="M0 0V6")
    return el("pattern", stroke, id=name, width="6", height="6", patternUnits="userSpaceOnUse",
              patternTransform="rotate(45)")  # fmt: skip


def _unknown(name: str) -> str:
    stroke = el("path", cls="chart-grid", d="M0 0V5")
    return el("pattern", stroke, id=name, width="5", height="5", patternUnits="userSpaceOnUse",
              patternTransform="rotate(-45)")  # fmt: skip


_PATTERNS = {"society": _society, "unknown": _unknown}
