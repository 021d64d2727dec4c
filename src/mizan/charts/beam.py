"""The pair of scales: a picture of which pan is heavier, beside the figures, never instead of them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mizan.charts.canvas import Box, Canvas
from mizan.charts.figures import Drawable, Figure, figure, spell
from mizan.charts.frame import Chart, Frame, chart, figure_table
from mizan.charts.texts import run

TILT, ARM, CORD, PAN = math.radians(11), 96.0, 58.0, 46.0


@dataclass(frozen=True)
class Pan:
    """One side: its word, what lies on it, and its style (`enforcement`, `society`, `state`)."""

    word: str
    figure: Drawable
    style: str = ""


def tilt(first: Figure, second: Figure) -> float | None:
    """How far the beam leans toward the second pan, -1..1; None unless both are known, not negative and not both 0."""
    if first.value is None or second.value is None:
        return None
    one, other = float(first.value), float(second.value)
    if one < 0 or other < 0 or max(one, other) == 0:
        return None
    share = min(one, other) / max(one, other)
    return (1 - share) * (1 if other > one else -1)


def scale_beam(frame: Frame, first: Pan, second: Pan) -> Chart:
    """The first pan at the reader's start. Where one is unknown the beam is level, dashed and says so."""
    canvas = Canvas(frame)
    shown = (figure(first.figure), figure(second.figure))
    lean = tilt(*shown)
    middle, top = canvas.width / 2, 22.0
    _post(canvas, middle, top)
    angle = TILT * (lean or 0.0)
    ends = [(middle + way * ARM * math.cos(angle), top + way * ARM * math.sin(angle)) for way in (-1, 1)]
    if lean is None:
        canvas.rule(*ends[0], *ends[1], cls="chart-interval", stroke_dasharray="5 5")
    else:
        canvas.rule(*ends[0], *ends[1], cls="scale-beam")
    canvas.dot(middle, top, 8, "scale-pivot")
    for (u, v), pan, drawn in zip(ends, (first, second), shown, strict=True):
        _pan(canvas, u, v, pan, is_known=not drawn.is_unknown)
        _words(canvas, u, pan, drawn)
    rows = (([pan.word], drawn) for pan, drawn in zip((first, second), shown, strict=True))
    return chart(frame, canvas.finish(), figure_table(frame.words, [frame.words.label], rows))


def _post(canvas: Canvas, u: float, top: float) -> None:
    foot = top + ARM * math.sin(TILT) + CORD + 34
    canvas.path([(u, top), (u, foot)], "scale-post")
    canvas.path([(u - 30, foot), (u + 30, foot)], "scale-post")


def _pan(canvas: Canvas, u: float, v: float, pan: Pan, *, is_known: bool) -> None:
    """A flat pan for enforcement and state, a round one for society: told apart without colour."""
    canvas.path([(u - PAN + 8, v + CORD), (u, v), (u + PAN - 8, v + CORD)], "scale-cord")
    cls = f"chart-bar chart-bar--{pan.style if is_known else 'unknown'}"
    if pan.style == "society":
        arc = [(u + PAN * math.cos(a), v + CORD + 24 * math.sin(a)) for a in (math.pi * n / 16 for n in range(17))]
        canvas.path(arc, cls, closed=True)
    else:
        canvas.rect(Box(u - PAN, v + CORD, 2 * PAN, 15), cls)


def _words(canvas: Canvas, u: float, pan: Pan, drawn: Figure) -> None:
    """Name and figure under each pan at a level of their own, whatever the beam does."""
    v = 22.0 + ARM * math.sin(TILT) + CORD + 44
    width = canvas.width / 2 - 8
    half = min(max(run(pan.word), run(spell(drawn, canvas.frame.words))), width) / 2
    at = min(max(u, half), canvas.width - half)
    v = canvas.block(at, v, pan.word, width, at="middle")
    text = spell(drawn, canvas.frame.words)
    say = canvas.words if drawn.is_unknown else canvas.digits
    say(at, v + canvas.line * 0.75, text, "middle")
