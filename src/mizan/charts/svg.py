"""Writing SVG: escaped, without inline style or script, so that it stands under `default-src 'none'`.

Looks come from classes of the design system. The attributes below are only for a picture saved alone: a style sheet
always wins over them.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_PLAIN: dict[str, dict[str, str]] = {
    "chart-grid": {"stroke": "#d3d8d9"},
    "chart-axis": {"stroke": "#6f7b87", "fill": "none"},
    "chart-bar": {"fill": "#0b5650"},
    "chart-bar--state": {"fill": "#26418f"},
    "chart-bar--enforcement": {"fill": "#26418f"},
    "chart-bar--society": {"fill": "#f9eedb", "stroke": "#854a00"},
    "chart-bar--desk": {"fill": "#ebedf0", "stroke": "#565f6d"},
    "chart-bar--unknown": {"fill": "#fff", "stroke": "#6f7b87", "stroke-dasharray": "2 3"},
    "chart-hatch": {"stroke": "#854a00"},
    "chart-interval": {"stroke": "#18222d", "fill": "none"},
    "chart-line": {"stroke": "#0b5650", "fill": "none"},
    "chart-line--state": {"stroke": "#26418f"},
    "chart-line--society": {"stroke": "#854a00"},
    "chart-band": {"fill": "#0b5650", "fill-opacity": ".18"},
    "chart-tile": {"fill": "#dcebe8", "stroke": "#fff"},
    "chart-tile--2": {"fill": "#b0d2cc"},
    "chart-tile--3": {"fill": "#74aea6"},
    "chart-tile--4": {"fill": "#33827a"},
    "chart-tile--5": {"fill": "#0d5049"},
    "chart-tile--unknown": {"fill": "#fff", "stroke": "#6f7b87", "stroke-dasharray": "2 3"},
    "chart-exercise": {"fill": "#6a2480", "fill-opacity": ".3", "font-size": "34", "font-weight": "700"},
    "on-dark": {"fill": "#fff"},
    "scale-post": {"stroke": "#6f7b87", "stroke-width": "3", "fill": "none"},
    "scale-beam": {"stroke": "#18222d", "stroke-width": "5"},
    "scale-cord": {"stroke": "#6f7b87", "fill": "none"},
    "scale-pivot": {"fill": "#18222d"},
}

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# Characters that XML 1.0 cannot hold, even escaped.
_UNHOLDABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def checked_id(name: str) -> str:
    """The id, if it can stand in a document and in `url(#...)`; anything else is a fault of the caller."""
    if not _ID.fullmatch(name):
        raise ValueError(f"no chart id: {name!r}")
    return name


def num(number: float) -> str:
    """A coordinate with one decimal, without trailing zeros: small files, and finer than any screen."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def clean(text: str) -> str:
    """Text for an element's content: escaped, and free of what XML cannot hold."""
    return escape(_UNHOLDABLE.sub("\ufffd", text))


def el(tag: str, inner: str = "", *, cls: str = "", **attributes: str | float) -> str:
    """One element. `inner` is markup already; attribute names take `_` for `-`, values are escaped."""
    parts = [f' class="{cls}"'] if cls else []
    for name, value in {**_fallback(cls), **attributes}.items():
        text = value if isinstance(value, str) else num(value)
        parts.append(f" {name.replace('_', '-')}={quoteattr(_UNHOLDABLE.sub('', text))}")
    return f"<{tag}{''.join(parts)}>{inner}</{tag}>" if inner else f"<{tag}{''.join(parts)}/>"


def _fallback(cls: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for name in cls.split():
        merged |= _PLAIN.get(name, {})
    return merged
