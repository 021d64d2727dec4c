"""The pair of scales: two quantities on one beam. The picture of the whole platform, drawn on the server as SVG.

The heavier pan hangs lower. Which pan is heavier is no verdict; the words and both numbers always stand beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from zlib import crc32

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi

from mizan.charts import beam
from mizan.charts.figures import figure

register = template.Library()

_ARM = 110.0  # half the beam, in units of the 320 x 168 view box
_PIVOT = (160.0, 26.0)


@dataclass(frozen=True)
class Pan:
    """One pan: where its cord meets the beam (SVG units, already text: no locale may touch them)."""

    side: str
    x: str
    y: str


@register.inclusion_tag("kit/parts/scale.html")
def scale(
    first: float | None,
    second: float | None,
    first_label: str | Promise,
    second_label: str | Promise,
    *,
    first_side: str = "enforcement",
    second_side: str = "society",
    first_url: str = "",
    second_url: str = "",
) -> dict[str, object]:
    """Two quantities in one unit on one beam; either one None: a level, dotted beam and "not known".

    The addresses are those of the rows that each number counts.
    """
    tilt = tilt_degrees(first, second)
    return {
        "pans": _pans(tilt or 0.0, first_side, second_side, mirrored=get_language_bidi()),
        "known": tilt is not None,
        "hatch": f"hatch-{crc32(f'{first_label} {second_label}'.encode()):x}",  # unique on the page
        "first": first, "second": second, "first_label": first_label, "second_label": second_label,
        "first_side": first_side, "second_side": second_side,
        "first_url": first_url, "second_url": second_url,
    }  # fmt: skip


def tilt_degrees(first: float | None, second: float | None) -> float | None:
    """How far the beam turns toward the first pan, in degrees, by the rule of `charts`; None if either is unknown."""
    if first is None or second is None:
        return None
    if first < 0 or second < 0:
        raise ValueError("a pan holds no negative weight")
    lean = beam.tilt(figure(first), figure(second))  # toward the second; None where both are 0: level
    return -math.degrees(beam.TILT) * (lean or 0.0)


def _pans(tilt: float, first_side: str, second_side: str, *, mirrored: bool) -> list[Pan]:
    """The first pan hangs where reading starts."""
    where = 1 if mirrored else -1
    angle = math.radians(tilt)
    across, down = _ARM * math.cos(angle), _ARM * math.sin(angle)
    x, y = _PIVOT
    return [
        Pan(first_side, f"{x + where * across:.1f}", f"{y + down:.1f}"),
        Pan(second_side, f"{x - where * across:.1f}", f"{y - down:.1f}"),
    ]
