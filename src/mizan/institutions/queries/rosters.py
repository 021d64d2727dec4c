"""What routing is given: the graph, the pack's policy, and who can really read today.

A body counts only with its keys of today in the trusted manifest; a person only with a place that the body itself
certified, a post in that body as a reader, keys of today, and an account that is open. Nothing here is remembered
between calls but what never changes (checked signatures), so that an ended post ends at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from mizan.institutions.models import BodyKeys, Institution, Membership, PersonKeys, RosterPost, RoutingData, Tie
from mizan.institutions.rules import Body, routing
from mizan.institutions.rules.keys import may_read, still_binds
from mizan.institutions.rules.routing import Enrolment, Graph, Policy, Rosters, TieKind, graph_of
from mizan.institutions.rules.routing.data import Terms
from mizan.kit.refusal import Refused
from mizan.ledger.pins import trusted
from mizan.sealing.readers import PublicKeys
from mizan.sealing.rosters import is_certified
from mizan.tlog.manifest import Manifest

KEY = 32  # bytes of a public key; a row of the manifest has one, or one to seal to and one to verify with


def graph(world: str) -> Graph:
    """The institutions of a world. A body that a pack took back stays as long as another stands under it. Raises
    `BrokenGraph`."""
    found = Institution.objects.filter(world=world).values_list(
        "code", "kind", "side", "parent_id", "agency_id", "retired_at"
    )
    bodies = {code: Body(code, kind, side, parent or "", agency or "") for code, kind, side, parent, agency, _ in found}
    kept = {row[0] for row in found if row[-1] is None}
    for code in list(kept):
        parent = bodies[code].parent
        while parent in bodies and parent not in kept:
            kept.add(parent)
            parent = bodies[parent].parent
    return graph_of(bodies[code] for code in sorted(kept))


def policy(world: str) -> Policy:
    """The pack's ladder, bands and classes. Refused where a world has none."""
    return routing_data(world).policy


def terms(world: str) -> Terms:
    """The pack's clocks and calendar. Refused where a world has none."""
    return routing_data(world).terms


def routing_data(world: str) -> RoutingData:
    """What the pack says of both. Refused where a world has none."""
    row = RoutingData.objects.filter(world=world, retired_at=None).order_by("code").first()
    if row is None:
        raise Refused("institutions.routing_missing")
    return row


@dataclass(frozen=True)
class Standing:
    """The readers of a world today: bodies' keys by code, certified places by body, posts of every member, and who
    carries for a body without computers."""

    keys: dict[str, BodyKeys]
    places: dict[str, list[PersonKeys]]
    posts: dict[str, frozenset[str]]
    carriers: dict[str, frozenset[str]]

    def readers(self, body: str, people: Collection[str]) -> dict[str, PersonKeys]:
        """The keys to wrap to, by the id of the person: those of `people` who stand on the body's roster."""
        return {str(keys.user_id): keys for keys in self.places.get(body, ()) if str(keys.user_id) in people}

    def bodies(self, codes: Iterable[str]) -> dict[str, BodyKeys]:
        """The bodies' keys, for rungs: of those that stand in the trusted manifest."""
        return {code: self.keys[code] for code in codes if code in self.keys}


def rosters(world: str, today: date) -> Rosters:
    """Who could read today, every declared tie, and every post."""
    return rosters_on(standing(world), world, today)


def rosters_on(standing: Standing, world: str, today: date) -> Rosters:
    """The same, of readers that were looked up already."""
    bound = Tie.objects.filter(world=world)
    enrolled = [_enrolment(standing, row) for row in standing.keys.values()]
    ties = frozenset(_tie(row) for row in bound if still_binds(row.until, today))
    return Rosters({one.body: one for one in enrolled}, ties, standing.posts)


def _enrolment(standing: Standing, row: BodyKeys) -> Enrolment:
    code = row.institution_id
    if row.age:
        return Enrolment(code, row.proved_on, standing.carriers.get(code, frozenset()), offline=True)
    return Enrolment(code, row.proved_on, frozenset(str(keys.user_id) for keys in standing.places.get(code, ())))


def clock_public(manifest: Manifest | None = None) -> bytes:
    """The clock's public key, 32 bytes, from the trusted manifest."""
    found = _of_use("clock", manifest or trusted())
    if not found:
        raise Refused("institutions.clock_missing")
    return found[0]


def escrow_publics(manifest: Manifest | None = None) -> list[bytes]:
    """The public keys of the keepers, 32 bytes each, from the trusted manifest."""
    return _of_use("escrow", manifest or trusted())


def _of_use(use: str, manifest: Manifest | None) -> list[bytes]:
    return [bytes.fromhex(key.public)[:KEY] for key in sorted(manifest.of_use(use))] if manifest else []


def standing(world: str, manifest: Manifest | None = None) -> Standing:
    """Who reads in a world at this moment: several queries, so ask once and use it for one report."""
    posts, readers = _posts(world)
    keys = trusted_keys(world, manifest or trusted())
    places: dict[str, list[PersonKeys]] = defaultdict(list)
    rows = RosterPost.objects.select_related("body_keys", "person_keys").filter(
        world=world, until=None, body_keys__until=None, person_keys__until=None
    )
    for row in rows.order_by("since", "id"):
        code = row.body_keys.institution_id
        if (
            code in keys
            and not keys[code].age
            and (row.person_keys.user_id, code) in readers
            and _is_certified(row, keys[code])
        ):
            places[code].append(row.person_keys)
    carriers = {code: _reading_in(readers, code) for code, row in keys.items() if row.age}
    return Standing(keys, dict(places), posts, carriers)


def _reading_in(readers: set[tuple[object, str]], code: str) -> frozenset[str]:
    """Everybody with a reader's post in a body without computers: she may be sent there with a copy."""
    return frozenset(str(user) for user, body in readers if body == code)


def _posts(world: str) -> tuple[dict[str, frozenset[str]], set[tuple[object, str]]]:
    """Every current post by person, suspended ones too, since they keep people out; and who may read for which body."""
    held: dict[str, set[str]] = defaultdict(set)
    readers: set[tuple[object, str]] = set()
    current = Membership.objects.filter(world=world, until=None).values_list(
        "user_id", "institution_id", "roles", "suspended_at", "user__is_active"
    )
    for user, body, roles, suspended, active in current:
        held[str(user)].add(body)
        if active and suspended is None and may_read(roles):
            readers.add((user, body))
    return {user: frozenset(bodies) for user, bodies in held.items()}, readers


def trusted_keys(world: str, manifest: Manifest | None) -> dict[str, BodyKeys]:
    """The keys of today, by body, that the signed manifest names."""
    known = {(key.name, key.public) for key in manifest.of_use("body")} if manifest else set()
    rows = BodyKeys.objects.with_proof().filter(world=world, until=None, institution__retired_at=None)
    return {row.institution_id: row for row in rows if (row.institution_id, hex_in_manifest(row)) in known}


def hex_in_manifest(row: BodyKeys) -> str:
    """As the manifest names it: a body without computers has one key, and signs with none."""
    return bytes(row.public).hex() if row.age else (bytes(row.public) + bytes(row.verify)).hex()


def _is_certified(row: RosterPost, keys: BodyKeys) -> bool:
    person = PublicKeys(bytes(row.person_keys.public), bytes(row.person_keys.verify))
    return is_certified(bytes(keys.verify), bytes(row.certificate), keys.institution_id, person, row.since)


def _tie(row: Tie) -> routing.Tie:
    other = str(row.other_id) if row.other_id else ""
    return routing.Tie(str(row.person_id), TieKind(row.kind), other, row.body_id or "")
