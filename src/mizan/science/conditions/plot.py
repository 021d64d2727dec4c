"""Ranks of the assessed districts as SVG: a dot for the median, a line for the 90 % interval."""

from __future__ import annotations

from html import escape

from mizan.science.conditions.profile import District
from mizan.science.conditions.words import WORDS
from mizan.science.lettering import lettering

_WIDTH, _LEFT, _ROW, _TOP = 760, 170, 16, 140
_STYLE = (
    "text{font-size:13px;fill:#1b1b1b}"
    ".tick{stroke:#ddd;stroke-width:1}.line{stroke:#777;stroke-width:2}.dot{fill:#555}.band{fill:#7a1f5c;stroke:#1b1b1b}"
)


def draw(districts: list[District], lang: str = "en") -> str:
    """Return one SVG document, hardest median first; districts that are not assessed are counted, not drawn."""
    words = WORDS[lang]
    shown = [d for d in districts if d.rank is not None]
    shown.sort(key=lambda d: (d.rank.median if d.rank else 0.0, d.id))
    height = _TOP + _ROW * len(shown) + 60
    body = "".join(_row(d, number, len(shown)) for number, d in enumerate(shown))
    silent = len(districts) - len(shown)
    counted = f"{words['silent']}: {silent}"
    legend = f"■ {words['band']}   ● {words['others']}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" lang="{lang}" '
        f'direction="{"rtl" if lang == "ur" else "ltr"}"><title>{escape(words["title"])}</title>'
        f'<style>{lettering(lang)}{_STYLE}</style><rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
        f"{_line(24, words['title'])}{_line(50, legend)}{_line(76, words['purpose'])}"
        f"{_line(102, counted)}{_scale(len(shown), height)}{body}{_line(height - 16, words['rank'])}</svg>\n"
    )


def _line(y: int, words: str) -> str:
    return f'<text x="{_WIDTH / 2}" y="{y}" text-anchor="middle">{escape(words)}</text>'


def _scale(districts: int, height: int) -> str:
    """Ranks above and below the drawing, joined by faint lines: 1, every 20th, and the last."""
    bottom = height - 56
    marks = [1, *range(20, districts - 9, 20), districts] if districts > 1 else [1]
    return "".join(
        f'<line class="tick" x1="{_x(rank, districts):.1f}" x2="{_x(rank, districts):.1f}" y1="{_TOP}" y2="{bottom}"/>'
        + "".join(
            f'<text x="{_x(rank, districts):.1f}" y="{y}" text-anchor="middle" direction="ltr">{rank}</text>'
            for y in (_TOP - 8, bottom + 14)
        )
        for rank in marks
    )


def _row(district: District, number: int, districts: int) -> str:
    if district.rank is None:
        return ""
    y = _TOP + _ROW * number + _ROW / 2
    low, middle, high = (_x(value, districts) for value in (district.rank.lo, district.rank.median, district.rank.hi))
    name = f"<title>{escape(district.id)}: {district.rank.median:g} ({district.rank.lo:g}-{district.rank.hi:g})</title>"
    mark = (
        f'<rect class="band" x="{middle - 5:.1f}" y="{y - 5:.1f}" width="10" height="10">{name}</rect>'
        if district.band
        else f'<circle class="dot" cx="{middle:.1f}" cy="{y:.1f}" r="4">{name}</circle>'
    )
    label = f'<text x="{_LEFT - 10}" y="{y + 4:.1f}" text-anchor="end" direction="ltr">{escape(district.id)}</text>'
    return f'{label}<line class="line" x1="{low:.1f}" y1="{y:.1f}" x2="{high:.1f}" y2="{y:.1f}"/>{mark}'


def _x(rank: float, districts: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - 20) * (rank - 1) / max(districts - 1, 1)
