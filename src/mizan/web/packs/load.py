"""Load packs into the database: all or nothing, idempotent, one event per pack that changed anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mizan.council.models import Committee, Proposal, ReturnForm
from mizan.framework.models import Action, Indicator, Instrument, Obligation, Plan
from mizan.institutions.models import Institution, RoutingData
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.models import Pack
from mizan.ledger.record import record
from mizan.ledger.verbs import COUNT, HASH, verb
from mizan.places.models import Place
from mizan.prevention.models import EntitlementKind, Material, Mechanism, Service
from mizan.web.packs import rows
from mizan.web.packs.bundle import BrokenPack, Bundle, read_bundle
from mizan.web.packs.files import Fault
from mizan.web.packs.sync import Tally
from mizan.web.packs.words import TextOf, translator
from mizan.web.packs.write_bodies import write_bodies
from mizan.web.packs.write_council import write_council
from mizan.web.packs.write_help import write_help
from mizan.web.packs.write_measures import write_measures
from mizan.web.packs.write_places import write_places
from mizan.web.packs.write_plans import write_plans
from mizan.web.packs.write_prevention import write_prevention
from mizan.web.packs.write_promises import write_promises
from mizan.web.packs.write_returns import write_returns

PACK_LOADED = verb("house.pack.loaded", _("loaded a pack"), digest=HASH, added=COUNT, changed=COUNT, retired=COUNT)
CODES: dict[str, tuple[type[Model], str]] = {
    "institutions": (Institution, "code"), "instruments": (Instrument, "code"), "obligations": (Obligation, "id"),
    "plans": (Plan, "code"), "actions": (Action, "id"), "indicators": (Indicator, "code"), "places": (Place, "pcode"),
    "routing": (RoutingData, "code"), "committees": (Committee, "code"),
    "proposals": (Proposal, "code"),
    "returns": (ReturnForm, "code"),
    "mechanisms": (Mechanism, "code"), "entitlements": (EntitlementKind, "code"), "services": (Service, "code"),
    "materials": (Material, "code"),
}  # fmt: skip
WRITERS = (
    write_places, write_bodies, write_promises, write_plans, write_measures, write_council, write_returns,
    write_prevention, write_help,
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """What loading one pack did (or, dry, would do)."""

    pack: str
    added: int
    changed: int
    retired: int


class _DryRun(Exception):
    """Rolls a dry run back."""


def load_packs(folders: Iterable[Path], *, dry_run: bool = False) -> list[Change]:
    """Load these packs and all they depend on, dependencies first, in one transaction.

    Raises BrokenPack with every fault before anything is written; a code that people use already is one.
    """
    paths = list(folders)
    bundle = read_bundle(paths)
    text = translator(path.parent / info.code for path in paths for info in bundle.packs)
    changes: list[Change] = []
    try:
        with acting(system("pack-loader")):
            _refuse_taken_codes(bundle)
            changes = [_load(bundle, info, text, timezone.now()) for info in bundle.packs]
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return changes


def _refuse_taken_codes(bundle: Bundle) -> None:
    """A pack never takes over a row that people added, or that another pack brought."""
    faults = []
    for content, (model, key) in CODES.items():
        lines = {getattr(row, key): row for row in getattr(bundle, content)}
        there = model._default_manager.filter(pk__in=lines).values_list("pk", "pack")
        faults += [
            Fault(f"{lines[pk].pack}/{lines[pk].file}", lines[pk].line, f"The code {pk} is in use already.")
            for pk, pack in there
            if pack != lines[pk].pack
        ]
    if faults:
        raise BrokenPack(tuple(sorted(faults)))


def _load(bundle: Bundle, info: rows.PackInfo, text: TextOf, now: datetime) -> Change:
    tally = Tally()
    digest = bundle.digests[info.code]
    before = Pack.objects.filter(pk=info.code).values_list("digest", flat=True).first()
    pack, _made = Pack.objects.update_or_create(pk=info.code, defaults=_pack_fields(info, digest, text, now))
    for write in WRITERS:
        write(bundle, info, text, tally, now=now)
    if tally.total or before != digest:
        record(
            system("pack-loader"), PACK_LOADED, pack, digest=digest, added=tally.added, changed=tally.changed,
            retired=tally.retired,
        )  # fmt: skip
    return Change(info.code, tally.added, tally.changed, tally.retired)


def _pack_fields(info: rows.PackInfo, digest: str, text: TextOf, now: datetime) -> dict[str, object]:
    return {
        "title": text(info.title), "version": info.version, "licence": info.licence, "country": text(info.country),
        "currency": info.currency or "", "languages": list(info.languages), "digest": digest, "loaded_at": now,
    }  # fmt: skip
