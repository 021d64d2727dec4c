"""Who may list a body that offers help, and what it may be (I-7, I-13).

The body that speaks for a side lists those of its own side, through whoever admits members there: she could appoint
their first admitter as well. What watches, decides, prosecutes, or stands first on the page of a reporter (a helpline)
comes with a pack and its sources, never from a sheet. A unit of an agency too: it would change who may read reports.
"""

from __future__ import annotations

from dataclasses import dataclass

from mizan.institutions.rules.bodies import Body

KINDS = {
    "state": ("ministry", "child_protection", "social_welfare", "shelter", "labour"),
    "society": ("civil_society", "child_protection", "social_welfare", "shelter", "labour"),
}
EXERCISE = "EX-"  # the codes of the exercise, and of nothing else


@dataclass(frozen=True)
class Draft:
    """A body before it is listed. `parent` is the one that it stands under."""

    code: str
    side: str
    kind: str
    stakeholder_class: str
    industry: str
    has_name: bool
    has_source: bool
    world: str
    parent: Body | None = None


def may_list(*, actor_side: str | None, actor_body: str, founding: str, is_admitter: bool) -> str:
    """Whether somebody may list bodies of her side at all. "" allows."""
    if not actor_side or actor_side not in KINDS:
        return "institutions.not_your_side"
    if not founding or founding != actor_body:
        return "institutions.not_founding"
    return "" if is_admitter else "institutions.role_needed"


def to_list(draft: Draft, actor_side: str | None) -> tuple[str, str]:
    """(refusal code, field), or ("", "")."""
    if draft.side != actor_side:
        return "institutions.not_your_side", "side"
    if draft.code.startswith(EXERCISE) != (draft.world == "exercise"):
        return "institutions.code_of_other_world", "code"
    if draft.kind not in KINDS.get(draft.side, ()):
        return "institutions.kind_comes_with_pack", "kind"
    if not draft.has_name:
        return "institutions.name_needed", "name_en"
    if not draft.has_source:
        return "institutions.source_needed", "source"
    return _of_class(draft) if draft.parent is None else _under(draft, draft.parent)


def _under(draft: Draft, parent: Body) -> tuple[str, str]:
    if parent.side != draft.side:
        return "institutions.parent_of_other_side", "parent"
    if parent.kind == "lea" or parent.agency:
        return "institutions.unit_comes_with_pack", "parent"
    return _of_class(draft)


def _of_class(draft: Draft) -> tuple[str, str]:
    if (draft.side == "society") != bool(draft.stakeholder_class):
        return "institutions.class_of_society", "stakeholder_class"
    if (draft.stakeholder_class == "employer") != bool(draft.industry):
        return "institutions.industry_of_employers", "industry"
    return "", ""
