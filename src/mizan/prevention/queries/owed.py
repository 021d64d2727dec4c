"""What is owed, as the public sees it: kinds with their days, who keeps the clock, frozen counts by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mizan.institutions.models import Institution
from mizan.prevention.models import EntitlementKind, EntitlementStart
from mizan.prevention.queries.programmes import frozen


@dataclass(frozen=True)
class KindLine:
    """One kind; `keepers` are the bodies whose newest word is that they keep its clock."""

    kind: EntitlementKind
    keepers: Sequence[Institution]
    counts: Mapping[str, int | None] = field(default_factory=dict)


def kind_lines(world: str) -> tuple[str, list[KindLine]]:
    """The newest frozen quarter, and every kind in the pack's order."""
    kinds = list(EntitlementKind.objects.filter(retired_at=None).select_related("pillar"))
    quarter, counts = frozen(world, [f"kind:{kind.pk}" for kind in kinds])
    kept = keepers(world)
    lines = []
    for kind in kinds:
        whole = {name: splits.get("") for name, splits in counts.get(f"kind:{kind.pk}", {}).items()}
        lines.append(KindLine(kind, kept.get(kind.pk, []), whole))
    return quarter, lines


def keepers(world: str) -> dict[str, list[Institution]]:
    """The bodies that keep a clock, by kind."""
    newest: dict[tuple[str, str], EntitlementStart] = {}
    for row in EntitlementStart.objects.filter(world=world).select_related("body").order_by("at", "id"):
        newest[row.kind_id, row.body_id] = row
    found: dict[str, list[Institution]] = {}
    for (kind, _body), row in newest.items():
        if row.keeps:
            found.setdefault(kind, []).append(row.body)
    return found
