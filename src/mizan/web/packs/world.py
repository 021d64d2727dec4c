"""All packs side by side: what each may see, and rows by their code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from mizan.web.packs import rows
from mizan.web.packs.files import Fault
from mizan.web.packs.reading import Pack

T = TypeVar("T", bound=rows.Row)
CONTENT_OF_SPACE = {
    "pillar": "pillars",
    "cluster": "clusters",
    "question": "questions",
    "instrument": "instruments",
    "status": "statuses",
    "obligation": "obligations",
    "institution": "institutions",
    "plan": "plans",
    "objective": "plans",
    "action": "actions",
    "indicator": "indicators",
    "reading": "readings",
    "place": "places",
    "routing": "routing",
    "committee": "committees",
    "proposal": "proposals",
    "return": "returns",
    "mechanism": "mechanisms",
    "entitlement": "entitlements",
    "service": "services",
    "material": "materials",
}


@dataclass(frozen=True)
class World:
    """The packs read together. Rows of all of them share one space of codes per kind."""

    packs: Sequence[Pack]

    def rows_of(self, content: str, kind: type[T]) -> Iterator[tuple[Pack, T]]:
        for pack in self.packs:
            for row in pack.rows.get(content, ()):
                if isinstance(row, kind):
                    yield pack, row

    @cached_property
    def by_name(self) -> dict[str, Pack]:
        return {pack.folder.name: pack for pack in self.packs}

    def _by_code(self, content: str, kind: type[T], key: str) -> dict[str, T]:
        """Rows by code; of a code used twice the first row, as the fault about the second says."""
        found: dict[str, T] = {}
        for _, row in self.rows_of(content, kind):
            found.setdefault(getattr(row, key), row)
        return found

    @cached_property
    def institutions(self) -> dict[str, rows.Institution]:
        return self._by_code("institutions", rows.Institution, "code")

    @cached_property
    def indicators(self) -> dict[str, rows.Indicator]:
        return self._by_code("indicators", rows.Indicator, "code")

    @cached_property
    def plans(self) -> dict[str, rows.Plan]:
        return self._by_code("plans", rows.Plan, "code")

    @cached_property
    def places(self) -> dict[str, rows.Place]:
        return self._by_code("places", rows.Place, "pcode")

    def seen_by(self, pack: Pack) -> list[Pack]:
        """A pack and everything it depends on, directly or through others."""
        seen = [pack]
        for one in seen:
            for name in one.info.depends if one.info else ():
                other = self.by_name.get(name)
                if other is not None and other not in seen:
                    seen.append(other)
        return seen

    def whole(self, pack: Pack) -> bool:
        """Whether the pack and all it depends on were found and could be read as packs."""
        return all(
            one.info is not None and all(name in self.by_name for name in one.info.depends)
            for one in self.seen_by(pack)
        )

    def ancestors(self, code: str) -> Iterator[rows.Institution]:
        """Parents upward, nearest first; ends at a circle or at an unknown parent."""
        met = {code}
        here = self.institutions.get(code)
        while here is not None and here.parent is not None and here.parent not in met:
            met.add(here.parent)
            here = self.institutions.get(here.parent)
            if here is not None:
                yield here


def fault(pack: Pack, row: rows.Row, key: str, reason: str) -> Fault:
    return Fault(pack.folder.label(row.file), row.at(key), reason)
