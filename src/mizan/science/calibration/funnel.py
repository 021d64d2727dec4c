"""The funnel of a family as SVG: limits from the same predictive law that makes the p values, never another formula."""

from __future__ import annotations

import math
from collections.abc import Callable
from html import escape

import numpy as np

from mizan.science.calibration.detectable import lower_edges, upper_edges
from mizan.science.calibration.families import FamilySignals, UnitSignal
from mizan.science.calibration.judgement import EXCESS, SHORTFALL, Rules
from mizan.science.calibration.laws import Counts, Floats, Law, Proportions
from mizan.science.calibration.words import WORDS
from mizan.science.lettering import lettering

Scale = Callable[[float], float]
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 460, 70, 66, 60
_POINTS = 24
_STYLE = (
    "text{font-size:14px;fill:#1b1b1b}"
    ".axis{stroke:#555;stroke-width:1}.limit{fill:none;stroke:#1d5b8f;stroke-width:2}"
    ".one{stroke:#777;stroke-dasharray:4 4}.unit{fill:#8a8f98}.flag{fill:#b3261e;stroke:#1b1b1b}"
)


def draw(families: list[FamilySignals], rules: Rules, lang: str = "en") -> str:
    """Return one SVG document with a panel for each family that has assessed units; text in English or Urdu."""
    words = WORDS[lang]
    direction = "rtl" if lang == "ur" else "ltr"
    panels = [family for family in families if family.heterogeneity is not None]
    height = _HEIGHT * max(len(panels), 1)
    body = "".join(_panel(f, n * _HEIGHT, rules, words) for n, f in enumerate(panels))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" lang="{lang}" '
        f'direction="{direction}"><title>{escape(words["title"])}</title><style>{lettering(lang)}{_STYLE}</style>'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>{body}</svg>\n'
    )


def _panel(family: FamilySignals, top: int, rules: Rules, words: dict[str, str]) -> str:
    units = [unit for unit in family.units if unit.not_assessed is None]
    widest = max(unit.expected or 0 for unit in units) * 1.1
    grid = np.geomspace(5.0, max(widest, 10.0), _POINTS)
    high, low = limits(family, grid, rules)
    ceiling = 1.1 * float(np.nanmax([*high, *(unit.ratio or 0 for unit in units)]))

    def x(value: float) -> float:
        span = math.log(grid[-1] / grid[0])
        return _LEFT + (_WIDTH - _LEFT - 20) * math.log(max(value, grid[0]) / grid[0]) / span

    def y(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / ceiling)

    silent = len(family.units) - len(units)
    flagged = sum(bool(unit.flag) for unit in units)
    curves = _curve(grid, high, x, y) + _curve(grid, low, x, y)
    dots = "".join(_dot(unit, x, y) for unit in units)
    caption = f"{words['title']}: {family.name}. {words['silent']}: {silent}"
    legend = f"{words['limits'].format(share=f'{100 * (1 - rules.alpha):g}')}. ▲ {words['flag']}: {flagged}"
    return (
        f'<g transform="translate(0 {top})">{_text(_WIDTH / 2, 22, caption, "middle")}'
        f"{_axes(grid, ceiling, x, y)}{curves}{dots}"
        f"{_text(_WIDTH / 2, _HEIGHT - 12, words['expected'], 'middle')}{_turned(words['ratio'])}"
        f"{_text(_WIDTH / 2, 50, legend, 'middle')}</g>"
    )


def limits(family: FamilySignals, grid: Floats, rules: Rules) -> tuple[Floats, Floats]:
    """Return the upper and lower ratio beyond which an honest unit lies with chance alpha in all (nan: none)."""
    if family.posterior is None:
        raise ValueError("a family without assessed units has no funnel")
    law = _example(family, grid)
    weights = np.tile(family.posterior.weights, (len(grid), 1))
    high = upper_edges(law, weights, family.posterior.grid, rules.alpha * EXCESS)
    low = lower_edges(law, weights, family.posterior.grid, rules.alpha * SHORTFALL)
    return high / law.expected, low / law.expected


def _example(family: FamilySignals, grid: Floats) -> Law:
    nothing = np.zeros(len(grid))
    if family.rate is None:
        return Counts(nothing, grid)
    return Proportions(nothing, np.ceil(grid / family.rate), np.full(len(grid), family.rate))


def _curve(grid: Floats, ratios: Floats, x: Scale, y: Scale) -> str:
    points = " ".join(f"{x(g):.1f},{y(r):.1f}" for g, r in zip(grid, ratios, strict=True) if np.isfinite(r))
    return f'<polyline class="limit" points="{points}"/>' if points else ""


def _dot(unit: UnitSignal, x: Scale, y: Scale) -> str:
    """A flagged unit differs by shape and outline too, never by colour alone."""
    across, down = x(unit.expected or 0), y(unit.ratio or 0)
    name = f"<title>{escape(unit.unit)}: {unit.ratio:.2f}</title>"
    if unit.flag:
        corners = f"{across:.1f},{down - 8:.1f} {across + 8:.1f},{down + 6:.1f} {across - 8:.1f},{down + 6:.1f}"
        return f'<polygon class="flag" points="{corners}">{name}</polygon>'
    return f'<circle class="unit" cx="{across:.1f}" cy="{down:.1f}" r="4">{name}</circle>'


def _axes(grid: Floats, ceiling: float, x: Scale, y: Scale) -> str:
    left, right, bottom = x(grid[0]), x(grid[-1]), y(0)
    lines = [
        f'<line class="axis" x1="{left}" y1="{bottom}" x2="{right}" y2="{bottom}"/>',
        f'<line class="axis" x1="{left}" y1="{bottom}" x2="{left}" y2="{_TOP}"/>',
        f'<line class="one" x1="{left}" y1="{y(1)}" x2="{right}" y2="{y(1)}"/>',
    ]
    for value in (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if value <= grid[-1]:
            lines.append(_text(x(value), bottom + 20, str(value), "middle"))
    step = 10 ** math.floor(math.log10(ceiling)) * (0.5 if ceiling / 10 ** math.floor(math.log10(ceiling)) < 4 else 1)
    for number in range(int(ceiling / step) + 1):
        lines.append(_text(left - 24, y(number * step) + 5, f"{number * step:g}", "middle"))
    return "".join(lines)


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _turned(words: str) -> str:
    return f'<text transform="translate(18 {_HEIGHT / 2}) rotate(-90)" text-anchor="middle">{escape(words)}</text>'
