"""Routing explains itself: to a reader why her body reads, to an auditor which rules spoke. Rules: docs/routing.md.

A reader is told about her own body alone. An auditor is told rules and versions and no body, person or place: the
accusation lives only inside the sealed report.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.institutions.rules.routing import Routing, Why
from mizan.institutions.rules.routing.reasons import RULE_OF

READER: dict[Why, Promise | str] = {
    Why.INTERNAL_BODY: _("You read this as the internal body of the agency; no rule keeps your body out."),
    Why.SECOND_INSTITUTION: _("You read this so that a second institution knows of it."),
    Why.OVERSIGHT_SECOND: _("You read this as external oversight, because only one institution could read it."),
    Why.OVERSIGHT_OUTSIDE: _("You read this as external oversight, because nobody inside the agency may."),
    Why.OVERSIGHT_NO_INTERNAL: _(
        "You read this as external oversight, because the agency has no internal body with a proved key and staff."
    ),
    Why.OVERSIGHT_UNKNOWN: _(
        "You read this as external oversight, because the agency is not known or several are accused together."
    ),
    Why.OVERSIGHT_SERIOUS: _("You read this as external oversight from the start, because it is serious."),
    Why.LATER: _("You read this because a body before you missed its clock."),
}
AUDITOR: dict[Why, Promise | str] = {
    Why.ACCUSED_UNIT: _("The accused unit was kept out."),
    Why.SUBORDINATE: _("What stands under the accused unit was kept out."),
    Why.SUPERIOR: _("What stands above the accused unit was kept out."),
    Why.UNKNOWN_UNIT: _("The unit was not known, so every unit of the agency was kept out."),
    Why.HEAD_ACCUSED: _("The head was accused, so the whole agency was kept out."),
    Why.UNKNOWN_RANK: _("The rank was not known and counts as the head, so the whole agency was kept out."),
    Why.INTERNAL_ACCUSED: _("The internal body or its chain of command was accused, so the whole agency was kept out."),
    Why.ACCUSED_PERSON: _("A named person was kept out."),
    Why.RELATIVE: _("Somebody with a declared relative was kept out."),
    Why.CO_OWNER: _("Somebody who owns something together with an accused was kept out."),
    Why.COUNTER_CASE: _("Somebody with an open case with an accused was kept out."),
    Why.OTHER_POST: _("Somebody with a post in a body kept out was kept out."),
    Why.VETOED: _("The reporter forbade a body."),
    Why.NOT_ROUTABLE: _("A body without a proved key or without staff was not asked."),
    Why.NOBODY_FREE: _("A body in which everybody is in conflict was not asked."),
    Why.INTERNAL_BODY: _("The internal body of the agency reads."),
    Why.SECOND_INSTITUTION: _("A second institution reads."),
    Why.OVERSIGHT_SECOND: _("Oversight reads, because only one institution was left."),
    Why.OVERSIGHT_OUTSIDE: _("Oversight reads, because nobody inside may."),
    Why.OVERSIGHT_NO_INTERNAL: _("Oversight reads, because no internal body could."),
    Why.OVERSIGHT_UNKNOWN: _("Oversight reads, because the agency is not known or several are accused."),
    Why.OVERSIGHT_SERIOUS: _("Oversight reads at once, because the report is serious."),
    Why.LATER: _("A body reads later if a clock is missed."),
    Why.NO_OVERSIGHT: _("There is no conflict-free way to external oversight, so there was no route."),
    Why.LAST_READER: _("The veto would have left no reader, and was refused before sending."),
}


@dataclass(frozen=True)
class Line:
    """One sentence with the number of its rule in docs/routing.md."""

    rule: int
    sentence: Promise | str


def for_reader(found: Routing, body: str) -> Line | None:
    """Why a body reads; None for a body that does not, which is told nothing."""
    every = [*found.now, *(reader for step in found.later for reader in step.readers)]
    why = next((reader.why for reader in every if reader.body == body), None)
    return None if why is None else Line(RULE_OF[why], READER[why])


def for_auditor(found: Routing) -> list[Line]:
    """The rules that spoke, each once, in their order; no body, person or place among them."""
    spoke = {because.why for because in found.excluded | found.unasked} | {reader.why for reader in found.now}
    spoke |= {reader.why for step in found.later for reader in step.readers}
    spoke |= {found.refused} if found.refused else set()
    return [Line(RULE_OF[why], AUDITOR[why]) for why in Why if why in spoke]
