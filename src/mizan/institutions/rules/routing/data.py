"""The pack's routing data as it is stored (JSON), read into the policy, the terms and the working calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mizan.clocks import Calendar, Unit, calendar_from, due_day
from mizan.institutions.rules.routing.policy import Heads, Policy, Rung, RungKind, Seat

Data = Mapping[str, Any]
REPORT_DUTIES = ("acknowledge", "decide", "feed_back", "update", "finish")
OTHER_DUTIES = ("answer_proposal",)  # a pack may give a term; the room that owes it has a default


@dataclass(frozen=True)
class Terms:
    """How long a body has for each duty toward a report, and the calendar by which it counts."""

    days: Mapping[str, tuple[int, Unit]]
    calendar: Calendar

    def due(self, duty: str, opened: date) -> date:
        """The due day of a duty opened on this day. Raises KeyError on a duty that the pack does not name."""
        n, unit = self.days[duty]
        return due_day(opened, n, unit, self.calendar)


def policy_of(data: Data) -> Policy:
    """The policy in stored routing data. Raises KeyError or ValueError on data that no pack check has passed."""
    bands, serious = data["bands"], data["serious"]
    return Policy(
        version=f"{data['code']}/{data['version']}",
        rungs=tuple(_rung(row) for row in data["rungs"]),
        bands={row["code"]: Heads(row["heads"]) for row in bands},
        serious=frozenset(row["code"] for row in serious),
        serious_bands=frozenset(row["code"] for row in bands if row["serious"]),
        accuses_internal=frozenset(row["code"] for row in serious if row["accuses_internal"]),
        key_proof_days=data["key_proof_days"],
    )


def _rung(row: Data) -> Rung:
    return Rung(RungKind(row["kind"]), tuple(_seat(seat) for seat in row["seats"]), row["take"])


def _seat(row: Data) -> Seat:
    return Seat(row["institution"], _codes(row["covers"]), _codes(row["places"]))


def _codes(codes: Sequence[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(codes)


def terms_of(data: Data) -> Terms:
    """The clocks in stored routing data. Raises ClockFault naming the place of a fault in the calendar."""
    days = {row["duty"]: (row["days"], Unit(row["unit"])) for row in data["clocks"]}
    return Terms(days, calendar_from(data["calendar"]))
