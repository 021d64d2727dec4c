"""The library as pages show it: the newest version in each language, and the words of a rights page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mizan.framework.queries.choices import instruments
from mizan.prevention.models import Mark, Material, MaterialVersion


@dataclass(frozen=True)
class Shelf:
    """A material with its newest versions: words or print, and recordings, by language."""

    material: Material
    written: list[MaterialVersion]
    spoken: list[MaterialVersion]

    def words_in(self, language: str) -> MaterialVersion | None:
        """The words in a language, else in any that has them."""
        with_words = [one for one in self.written if one.law or one.steps]
        return next((one for one in with_words if one.language == language), with_words[0] if with_words else None)

    def recording_in(self, language: str) -> MaterialVersion | None:
        return next((one for one in self.spoken if one.language == language), None)


def shelves(world: str, kind: str = "") -> list[Shelf]:
    """Every material of a world, two queries."""
    rows = list(Material.objects.filter(world=world, retired_at=None, **({"kind": kind} if kind else {})))
    newest: dict[tuple[str, str, bool], MaterialVersion] = {}
    for one in MaterialVersion.objects.filter(material__in=rows).order_by("number"):
        newest[one.material_id, one.language, one.is_recording] = one
    return [
        Shelf(
            row,
            [one for (code, _lang, spoken), one in newest.items() if code == row.pk and not spoken],
            [one for (code, _lang, spoken), one in newest.items() if code == row.pk and spoken],
        )
        for row in rows
    ]


def shelf_of(material: Material) -> Shelf:
    return next(one for one in shelves(material.world) if one.material.pk == material.pk)


def law_of(version: MaterialVersion) -> list[dict[str, Any]]:
    """What the law says, each point with the title of its instrument."""
    titles = {row.pk: row.title for row in instruments().filter(pk__in={one["instrument"] for one in version.law})}
    return [{**one, "title": titles.get(one["instrument"], {"en": one["instrument"]})} for one in version.law]


def marks_on(about: str, subject: str) -> list[Mark]:
    """What panels of survivors let be shown of a material or a programme: the newest by panel and criterion, each for
    itself. Nothing is added up."""
    rows = Mark.objects.filter(about=about, subject=subject).select_related("body").order_by("at", "id")
    newest = {(row.body_id, row.criterion): row for row in rows}
    return [row for row in newest.values() if row.may_show]
