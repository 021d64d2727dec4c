"""All estimators in one picture: a point and its interval each, on a logarithmic scale. Pure text, no dependency.

Readable in English and Urdu: the drawing itself runs left to right in both, captions carry their own direction.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10

from mizan.science.lettering import FAMILIES, face

from . import words
from .results import Estimate
from .studies import Study

WIDTH, LEFT, RIGHT, ROW, TOP = 760, 250, 40, 34, 74
INK, SOFT, POINT = "#1c2b33", "#5a6b75", "#0b5d7a"


def svg(study: Study, *, languages: Sequence[str] = words.LANGUAGES) -> str:
    """A self-contained SVG document. `languages`: captions in this order, one line each."""
    shown = [e for e in study.estimates if e.method != "chapman"]
    scale = _Scale(study, shown)
    body = [_captions(languages), *(_row(e, i, scale, languages) for i, e in enumerate(shown))]
    bottom = TOP + len(shown) * ROW
    height = bottom + 46 + 20 * len(languages)
    body += [_axis(scale, bottom), _axis_labels(bottom, languages), _seen_line(study, scale, bottom)]
    title = escape(" / ".join(words.say("title", lang) for lang in languages))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" direction="ltr" style="direction:ltr" role="img" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="{FAMILIES}" font-size="13">'
        f"<title>{title}</title><style>{face()}</style>"
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>{"".join(body)}</svg>\n'
    )


class _Scale:
    """People to pixels, logarithmic, over whole decades or their halves."""

    def __init__(self, study: Study, shown: Sequence[Estimate]) -> None:
        values = [study.table.observed, *(e.n_hat for e in shown if e.n_hat)]
        values += [end for e in shown for pair in (e.ci or {}).values() for end in pair if end > 0]
        self.low = floor(log10(max(min(values), 1)) * 4) / 4
        self.high = max(ceil(log10(max(values)) * 4) / 4, self.low + 0.25)

    def __call__(self, people: float) -> float:
        share = (log10(max(people, 1e-9)) - self.low) / (self.high - self.low)
        return LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT)

    def ticks(self) -> list[float]:
        decades = range(floor(self.low), ceil(self.high) + 1)
        steps = (1, 2, 5) if self.high - self.low < 2.5 else (1,)
        return [m * 10.0**d for d in decades for m in steps if self.low <= log10(m * 10.0**d) <= self.high]


def _text(x: float, y: float, text: str, lang: str, *, anchor: str = "start", fill: str = INK, weight: str = "") -> str:
    """Text with its own direction. In a right-to-left run "start" is the right edge, so the anchor is turned round."""
    if lang == "ur":
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
    direction = "rtl" if lang == "ur" else "ltr"
    bold = f' font-weight="{weight}"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" direction="{direction}" unicode-bidi="plaintext" lang="{lang}" '
        f'text-anchor="{anchor}" fill="{fill}"{bold}>{escape(text)}</text>'
    )


def _captions(languages: Sequence[str]) -> str:
    lines = []
    for i, lang in enumerate(languages):
        x, anchor = (WIDTH - 16, "end") if lang == "ur" else (16, "start")
        lines.append(_text(x, 22 + 22 * i, words.say("title", lang), lang, anchor=anchor, weight="bold"))
    below = 46 + 22 * (len(languages) - 1)
    for lang in languages:
        x, anchor = (WIDTH - 16, "end") if lang == "ur" else (16, "start")
        lines.append(_text(x, below, words.say("analysts", lang), lang, anchor=anchor, fill=SOFT))
    return "".join(lines)


def _row(estimate: Estimate, place: int, scale: _Scale, languages: Sequence[str]) -> str:
    y = TOP + ROW * (place + 0.5) + 8
    parts = [_label(estimate, y, languages)]
    if estimate.n_hat is None:
        parts.append(_text(LEFT, y + 4, " / ".join(words.say("withheld", lang) for lang in languages), "en", fill=SOFT))
        return "".join(parts)
    for low, high in list((estimate.ci or {}).values())[:1]:
        ends = f'x1="{scale(low):.1f}" x2="{scale(high):.1f}" y1="{y}" y2="{y}"'
        parts.append(f'<line {ends} stroke="{POINT}" stroke-width="3"/>')
    x = scale(estimate.n_hat)
    parts.append(f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{POINT}"><title>{estimate.n_hat:,.0f}</title></circle>')
    parts.append(_text(x, y - 9, f"{estimate.n_hat:,.0f}", "en", anchor="middle"))
    return "".join(parts)


def _label(estimate: Estimate, y: float, languages: Sequence[str]) -> str:
    """One line per language, right before the drawing."""
    step = 15
    first = y + 4 - step * (len(languages) - 1) / 2
    return "".join(
        _text(LEFT - 12, first + step * i, words.method(estimate.method, lang), lang, anchor="end")
        for i, lang in enumerate(languages)
    )


def _axis(scale: _Scale, bottom: float) -> str:
    line = f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{bottom + 14}" y2="{bottom + 14}" stroke="{SOFT}"/>'
    ticks = [
        f'<line x1="{scale(t):.1f}" x2="{scale(t):.1f}" y1="{bottom + 14}" y2="{bottom + 19}" stroke="{SOFT}"/>'
        + _text(scale(t), bottom + 32, f"{t:,.0f}", "en", anchor="middle", fill=SOFT)
        for t in scale.ticks()
    ]
    return line + "".join(ticks)


def _axis_labels(bottom: float, languages: Sequence[str]) -> str:
    middle = (LEFT + WIDTH - RIGHT) / 2
    return "".join(
        _text(middle, bottom + 52 + 20 * i, words.say("axis", lang), lang, anchor="middle", fill=SOFT)
        for i, lang in enumerate(languages)
    )


def _seen_line(study: Study, scale: _Scale, bottom: float) -> str:
    x = scale(study.table.observed)
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP + 4}" y2="{bottom + 14}" stroke="{SOFT}" stroke-dasharray="4 4">'
        f"<title>{words.say('seen')}</title></line>"
    )
