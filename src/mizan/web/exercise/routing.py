"""Who hears reports in the exercise: the bands, classes and clocks of the pack, with numbered bodies on every seat."""

from __future__ import annotations

from typing import Any

from mizan.institutions.models import RoutingData
from mizan.kit.facts import Grade, World
from mizan.web.exercise import words

CODE, VERSION = "EX-ROUTING", "1"
KEPT = ("key_proof_days", "bands", "serious", "clocks", "calendar")
SEATS = {
    "internal_affairs": (),  # the accused agency's own body
    "anti_corruption": ("EX-ACE-1",),
    "oversight": ("EX-OVS-1", "EX-OVS-2"),
    "parliament": ("EX-PAR-1",),
    "docket": (),
}


def make_routing() -> bool:
    """Returns whether it was made now; a pack without routing data gives none to the exercise either."""
    real = RoutingData.objects.filter(world=World.REAL, retired_at=None).order_by("code").first()
    if real is None or RoutingData.objects.filter(code=CODE).exists():
        return False
    data = {name: real.data[name] for name in KEPT}
    data |= {"code": CODE, "version": VERSION, "without_path": [], "rungs": [_rung(row) for row in real.data["rungs"]]}
    RoutingData.objects.create(
        code=CODE, version=VERSION, data=data, world=World.EXERCISE, source=words.SOURCE, grade=Grade.PRIMARY
    )
    return True


def _rung(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "seats": [_seat(body) for body in SEATS[row["kind"]]]}


def _seat(body: str) -> dict[str, Any]:
    """For every institution and place."""
    return {
        "institution": body, "covers": None, "places": None, "standing": "suggested", "basis": words.text(*words.SEAT),
        "source": words.SOURCE, "as_of": "", "grade": Grade.PRIMARY.value,
    }  # fmt: skip
