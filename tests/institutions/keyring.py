"""Readers with keys, cheaply: enrolled people, founded bodies, met drills, a manifest that the pins trust.

ring = small_ring(settings, tmp_path)      # a small country, every body of it enrolled
ring["iad"].mine                           # the unlocked keys of a person
PASSPHRASE, CHEAP                          # what unlocks them; argon2id at its least
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mizan.institutions.models import BodyKeys, Institution, PersonKeys, RoutingData
from mizan.institutions.queries.rosters import hex_in_manifest
from mizan.institutions.services import keys as services
from mizan.kit.actors import Actor, Role, system
from mizan.kit.clock import now
from mizan.kit.facts import World
from mizan.ledger import pins
from mizan.ledger.manifests import adopt_manifest, log_signer
from mizan.sealing.boxes import public_of
from mizan.sealing.readers import ReaderKeys
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.manifest import Key
from mizan.tlog.note import Signature, add_signatures, parse_note
from mizan.web.commands.log_manifest import draft
from tests.cast import Member, make_body, make_member

PASSPHRASE = "four words in a row"
CHEAP = {"passes": 1, "memory": 8}  # KiB: the least that argon2id takes
SIGNERS = {who: Ed25519Signer(f"test.example/{who}", who[:1].encode() * 32) for who in ("oversight", "society")}
KEEPERS = {f"keeper-{n}": bytes([n]) * 32 for n in (1, 2, 3)}  # secrets of the three escrow keys


@dataclass(frozen=True)
class Held:
    """A member with her unlocked keys; `code` is that of her sheet."""

    member: Member
    mine: ReaderKeys
    keys: PersonKeys
    code: str

    @property
    def actor(self) -> Actor:
        return self.member.actor

    @property
    def id(self) -> str:
        return str(self.member.user.pk)


def enrol(member: Member) -> Held:
    """The member's first keys, unlocked."""
    made = services.enrol(member.actor, PASSPHRASE, **CHEAP)
    return Held(member, services.unlock(member.user.pk, PASSPHRASE), made.keys, made.code)


def found(held: Held) -> BodyKeys:
    """The first keys of her body, proved by a drill."""
    keys = services.found_body(held.actor, held.mine)
    services.meet_drill(held.actor, held.mine, services.ask_drill(held.actor, keys))
    return BodyKeys.objects.get(pk=keys.pk)


def enrolled(name: str, body: Institution, roles: Iterable[Role] = (Role.INQUIRY,)) -> Held:
    """A new member of a body with keys of her own, and the first keys of that body."""
    held = enrol(make_member(name, body, roles))
    found(held)
    return held


def rows() -> list[Key]:
    """The rows of the manifest: the keys of today of every body, and three keepers."""
    bodies = [Key("body", row.institution_id, hex_in_manifest(row))
              for row in BodyKeys.objects.filter(until=None)]  # fmt: skip
    return bodies + [Key("escrow", name, public_of(secret).hex()) for name, secret in KEEPERS.items()]


def trust(settings: Any, folder: Path, keys: list[Key] | None = None) -> bytes:
    """Pin the signers in `folder` (once) and adopt the next manifest with `keys`. Returns its file."""
    settings.MANIFEST_PINS = folder / "manifest-pins"
    pins.pin({"log": [log_signer().vkey], **{who: [one.vkey] for who, one in SIGNERS.items()}})
    data = draft(rows() if keys is None else keys)
    text = parse_note(data).text.encode()
    signed = add_signatures(data, [Signature(one.name, one.key_id, one.sign(text)) for one in SIGNERS.values()])
    known = pins.pins()
    assert known is not None
    adopt_manifest(system("operator"), signed, known)
    return signed


#   code: kind, side, class, parent, role of its reader ("" where nobody reads)
COUNTRY: dict[str, tuple[str, str, str, str, str]] = {
    "R-LEA": ("lea", "state", "", "", ""),
    "R-UNIT": ("lea", "state", "", "R-LEA", ""),
    "R-IAD": ("internal_affairs", "state", "", "R-LEA", "inquiry"),
    "R-ACE": ("anti_corruption", "state", "", "", "inquiry"),
    "R-OVS-1": ("oversight", "state", "", "", "oversight"),
    "R-OVS-2": ("oversight", "state", "", "", "oversight"),
    "R-PAR": ("legislature", "state", "", "", "oversight"),
    "R-ORG": ("civil_society", "society", "ngo", "", "monitor"),
}
NAMES = {"R-IAD": "iad", "R-ACE": "ace", "R-OVS-1": "oversight", "R-OVS-2": "oversight2", "R-PAR": "parliament",
         "R-ORG": "society"}  # fmt: skip


def small_country(world: str = World.REAL) -> dict[str, Institution]:
    """An agency with a unit and internal affairs, an anti-corruption body, two oversight bodies, parliament, an NGO;
    and their routing data."""
    bodies = {}
    for code, (kind, side, stakeholder, parent, _role) in COUNTRY.items():
        body = make_body(code, kind=kind, side=side, stakeholder_class=stakeholder)
        body.parent = body.agency = bodies.get(parent)
        body.world = world
        body.save()
        bodies[code] = body
    RoutingData.objects.create(code="R-ROUTING", version="1", data=routing_data(), world=world)
    return bodies


def routing_data() -> dict[str, Any]:
    """Data of the shape that packs store, over the small country."""

    def seat(body: str) -> dict[str, Any]:
        return {"institution": body, "covers": None, "places": None}

    seats = {"internal_affairs": [], "anti_corruption": ["R-ACE"], "oversight": ["R-OVS-1", "R-OVS-2"],
             "parliament": ["R-PAR"], "docket": []}  # fmt: skip
    clocks = {"acknowledge": 7, "decide": 28, "feed_back": 90, "update": 28, "finish": 180}
    return {
        "code": "R-ROUTING", "version": "1", "key_proof_days": 90,
        "bands": [{"code": "line", "name": {"en": "Line officer"}, "heads": "nothing", "serious": False},
                  {"code": "unit_head", "name": {"en": "Head of the unit"}, "heads": "unit", "serious": False},
                  {"code": "agency_head", "name": {"en": "Head of the agency"}, "heads": "agency", "serious": True}],
        "serious": [{"code": code, "name": {"en": code}, "accuses_internal": code == "internal_accused"}
                    for code in ("rape", "death", "child", "senior_official", "internal_accused")],
        "rungs": [{"kind": kind, "name": {"en": kind}, "take": 1, "seats": [seat(one) for one in bodies]}
                  for kind, bodies in seats.items()],
        "clocks": [{"duty": duty, "days": days, "unit": "days"} for duty, days in clocks.items()],
        "calendar": {"code": "R", "zone": "Asia/Karachi", "weekend": ["saturday", "sunday"], "holidays": [],
                     "holidays_until": "2027-12-31"},
    }  # fmt: skip


def small_ring(settings: Any, folder: Path, world: str = World.REAL) -> Mapping[str, Held]:
    """The small country with a reader for every body that can read, all enrolled, proved and in a trusted manifest."""
    bodies = small_country(world)
    ring = {NAMES[code]: enrolled(f"reader_{NAMES[code]}", bodies[code], [Role(row[4])])
            for code, row in COUNTRY.items() if row[4]}  # fmt: skip
    trust(settings, folder)
    return ring


def day() -> date:
    """The day on which the ring was made."""
    return now().date()
