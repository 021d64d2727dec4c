"""Sessions as a calendar feed (RFC 5545). Only what is public: committee, day, state. No report or duty ever enters
one (DESIGN section 9, No notice leaks)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from mizan.council.models import Session
from mizan.kit.texts import plain

WIDTH = 75  # octets of a line, RFC 5545 section 3.1


def feed(sessions: Iterable[Session], stamp: datetime, *, name: str, host: str) -> str:
    """One VCALENDAR with a whole-day VEVENT for each session. `stamp` is the moment of the answer, in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mizan//Council//EN", f"X-WR-CALNAME:{escaped(name)}"]
    for session in sessions:
        lines += _event(session, stamp, host)
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(session: Session, stamp: datetime, host: str) -> Iterator[str]:
    title = f"{plain(session.committee.name)} {session.number}"
    yield "BEGIN:VEVENT"
    yield f"UID:{session.pk}@{host}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{session.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{session.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(title)}"
    yield f"STATUS:{'CANCELLED' if session.outcome == 'missed' else 'CONFIRMED'}"
    if plain(session.venue):
        yield f"LOCATION:{escaped(plain(session.venue))}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """TEXT of RFC 5545 section 3.3.11; line breaks of any kind become one."""
    for char in ("\\", ";", ","):
        text = text.replace(char, f"\\{char}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """A line of more than 75 octets continues after CRLF and a space, never inside a character."""
    parts, part = [], ""
    for char in line:
        limit = WIDTH if not parts else WIDTH - 1
        if len((part + char).encode()) > limit:
            parts.append(part)
            part = ""
        part += char
    return "\r\n ".join([*parts, part])
