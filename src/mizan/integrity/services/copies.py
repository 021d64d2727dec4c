"""Sealed copies that leave: for a court, or for a body without computers. Only the holder of one key opens them.

The copy is what this reader sees, as text, in a standard `.age` file. That it left is an act that the reporter sees.
"""

from __future__ import annotations

from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.reading import acts, conversation
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.acts import Order, do
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.sealing.context import Context, Purpose
from mizan.sealing.errors import SealingError
from mizan.sealing.offline import export
from mizan.sealing.readers import ReaderKeys


def copy_for(actor: Actor, mine: ReaderKeys, found: Opened, ground: Ground, *, code: str, recipient: str) -> bytes:
    """The `.age` file for one recipient (`age1...`). Refused for a key that is none."""
    try:
        data = export(text_of(found), Context(found.report.pk.bytes, Purpose.BODY), recipient)
    except SealingError as error:
        raise Refused("integrity.no_recipient", where="recipient") from error
    do(actor, mine, found, ground, Order(Act.EXPORT, code))
    return data


def text_of(found: Opened) -> str:
    """The report, what was said both ways and what was done, in plain lines; notes of bodies are no part of it."""
    accused = [" / ".join(filter(None, (a.institution, a.unit, a.band))) or "?" for a in found.accusation.accused]
    parts = [
        f"Report {found.report.pk}, received {found.report.received_on}",
        "Accused: " + "; ".join(accused),
        "",
        found.narrative,
        "",
        *(f"{line.day} {line.body or 'reporter'}: {line.text or '-'}" for line in conversation(found)),
        "",
        *(f"{line.day} {line.body} {line.act.value} {line.code} {line.words or ''}".rstrip() for line in acts(found)),
    ]
    return "\n".join(parts)
