"""One SVG with a panel for each series, readable in English and Urdu, in colour, grey and print.

Text is placed from the side where reading starts, carries its own direction, and never mixes numbers into
a run of the other direction. The time axis is the same in both languages, and says so. No script, no font
or style from elsewhere. Alarms differ from counts by shape, not only by colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from mizan.science.lettering import lettering
from mizan.science.surveillance.farrington import Judged
from mizan.science.surveillance.power import smallest_rise
from mizan.science.surveillance.words import WORDS

Floats = NDArray[np.float64]
WIDTH, PANEL, LEFT, RIGHT, HEAD, FOOT = 900, 210, 60, 20, 92, 30
FARTHEST = 100.0  # a larger rise says only that hardly anything is expected
PLOT = 130  # height of the drawing area of a panel
INK, SOFT, LIMIT, HIGH = "#1b1b1b", "#6b7280", "#1d4ed8", "#b91c1c"


def draw(judged: Mapping[str, Judged], epoch: Sequence[str], *, language: str = "en") -> str:
    """The SVG document. `epoch` labels every row of the table; `language` is `en` or `ur`."""
    words = WORDS[language]
    direction = words["direction"]
    height = HEAD + PANEL * len(judged) + FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'lang="{language}" role="img" aria-labelledby="title">',
        f"<style>{lettering(language)}</style>",
        f'<title id="title">{escape(words["title"])}</title>',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(words["title"], 26, direction, size=19, weight="bold"),
        _text(f"{words['look']} {words['time']}{'۔' if language == 'ur' else '.'}", 48, direction, size=12, fill=SOFT),
        *_legend(words, direction),
    ]
    for place, (name, one) in enumerate(judged.items()):
        parts += _panel(name, one, epoch, words, HEAD + PANEL * place)
    return "\n".join([*parts, "</svg>\n"])


def _text(
    content: str, y: float, direction: str, *, size: int = 12, fill: str = INK, weight: str = "normal", inset: float = 0
) -> str:
    """A line of words from the side where reading starts."""
    x = LEFT + inset if direction == "ltr" else WIDTH - RIGHT - inset
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" direction="{direction}" unicode-bidi="isolate" text-anchor="start" '
        f'font-size="{size}" font-weight="{weight}" fill="{fill}">{escape(content)}</text>'
    )


def _number(content: str, x: float, y: float, anchor: str) -> str:
    """A number or date: always left to right."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" direction="ltr" text-anchor="{anchor}" font-size="11" '
        f'fill="{SOFT}">{escape(content)}</text>'
    )


def _legend(words: Mapping[str, str], direction: str) -> list[str]:
    """Four keys in reading order."""
    parts = []
    for place, name in enumerate(("observed", "expected", "threshold", "alarm")):
        inset = place * 190
        x = LEFT + inset if direction == "ltr" else WIDTH - RIGHT - inset - 24
        parts += [_mark(name, x, 68), _text(words[name], 72, direction, inset=inset + 32)]
    return parts


def _mark(name: str, x: float, y: float) -> str:
    if name == "alarm":
        return _triangle(x + 12, y)
    look = {
        "observed": f'stroke="{INK}" stroke-width="1.5"',
        "expected": f'stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="2 3"',
        "threshold": f'stroke="{LIMIT}" stroke-width="1.5" stroke-dasharray="7 3"',
    }[name]
    return f'<line x1="{x:.0f}" y1="{y}" x2="{x + 24:.0f}" y2="{y}" {look}/>'


def _triangle(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 5:.1f} l5 9 h-10 z" fill="{HIGH}"/>'


def _panel(name: str, one: Judged, epoch: Sequence[str], words: Mapping[str, str], top: float) -> list[str]:
    direction = words["direction"]
    ceiling = _ceiling(one)
    x = np.linspace(LEFT, WIDTH - RIGHT, max(len(one.now), 2))[: len(one.now)]
    base = top + 24 + PLOT

    def height(values: Floats) -> Floats:
        return base - np.minimum(values, ceiling) / ceiling * PLOT

    alarms = [_triangle(a, b - 9) for a, b in zip(x[one.alarm], height(one.observed)[one.alarm], strict=True)]
    return [
        f'<g><text x="{LEFT if direction == "ltr" else WIDTH - RIGHT}" y="{top + 14:.0f}" direction="{direction}" '
        f'text-anchor="start" font-size="14" font-weight="bold" fill="{INK}"><tspan unicode-bidi="isolate">'
        f"{escape(name)}</tspan></text>",
        f'<line x1="{LEFT}" y1="{base}" x2="{WIDTH - RIGHT}" y2="{base}" stroke="{SOFT}"/>',
        _number("0", LEFT - 8, base + 4, "end"),
        _number(f"{ceiling:.0f}", LEFT - 8, base - PLOT + 8, "end"),
        _number(epoch[one.now[0]], LEFT, base + 16, "start"),
        _number(epoch[one.now[-1]], WIDTH - RIGHT, base + 16, "end"),
        _line(x, height(one.expected), f'stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="2 3"'),
        _line(x, height(one.threshold), f'stroke="{LIMIT}" stroke-width="1.5" stroke-dasharray="7 3"'),
        _line(x, height(one.observed), f'stroke="{INK}" stroke-width="1.5"'),
        *alarms,
        _text(_silence(one, words), base + 34, direction, size=12, fill=SOFT),
        "</g>",
    ]


def _silence(one: Judged, words: Mapping[str, str]) -> str:
    """What no warning at the end can and cannot mean."""
    if one.alarm[-1]:
        return words["alarm"]
    factor = smallest_rise(one)[-1]
    if not np.isfinite(factor):
        return words["rise_unknown"]
    if factor > FARTHEST:
        return words["rise_far"].format(factor=f"{FARTHEST:g}")
    return words["rise"].format(factor=f"{factor:.1f}")


def _ceiling(one: Judged) -> float:
    """Top of the scale: all counts, and thresholds as far as they do not dwarf them."""
    counts = one.observed[np.isfinite(one.observed)]
    highest = float(counts.max()) if len(counts) else 0.0
    limits = one.threshold[np.isfinite(one.threshold)]
    return max(highest, min(float(limits.max()), 3.0 * highest + 5.0) if len(limits) else 0.0, 1.0)


def _line(x: Floats, y: Floats, look: str) -> str:
    """A line with gaps where a value is unknown."""
    pieces, pen = [], "M"
    for a, b in zip(x, y, strict=True):
        if np.isfinite(b):
            pieces.append(f"{pen}{a:.1f} {b:.1f}")
            pen = "L"
        else:
            pen = "M"
    return f'<path d="{" ".join(pieces)}" fill="none" {look}/>' if pieces else ""
