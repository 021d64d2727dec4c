"""Who may do what in the framework. Each rule answers with a refusal code, or "" when it allows."""

from __future__ import annotations

from collections.abc import Collection

WRITERS_OF_PROGRESS = frozenset({"owner", "coordinator"})
WRITERS_OF_ANSWERS = frozenset({"coordinator", "co_lead", "owner", "monitor", "committee"})
WRITERS_OF_EVIDENCE = WRITERS_OF_PROGRESS | WRITERS_OF_ANSWERS


def to_answer_a_lead(*, body: str, named_body: str, roles: Collection[str]) -> str:
    """Only the named body speaks for its own part."""
    return _body_and_role(body, named_body, roles, frozenset({"owner", "co_lead", "coordinator"}))


def to_claim(*, body: str, lead_body: str | None, accepted: bool, roles: Collection[str]) -> str:
    """Progress is claimed by the state lead that accepted: a suggested owner is not an owner (I-18)."""
    if lead_body is None:
        return "framework.no_lead"
    if body != lead_body:
        return "framework.not_the_owner"
    if not accepted:
        return "framework.lead_not_accepted"
    return "" if set(roles) & WRITERS_OF_PROGRESS else "framework.role_needed"


def to_answer_a_claim(
    *, body: str, co_lead_body: str | None, accepted: bool, side: str, roles: Collection[str], claim_body: str
) -> str:
    """A claim is confirmed or disputed by the society co-lead that accepted, never by the claimant."""
    if co_lead_body is None:
        return "framework.no_co_lead"
    if body != co_lead_body or side != "society" or body == claim_body:
        return "framework.not_the_co_lead"
    if not accepted:
        return "framework.lead_not_accepted"
    return "" if set(roles) & {"co_lead", "coordinator"} else "framework.role_needed"


def to_assess(*, side: str | None, roles: Collection[str], stakeholder_class: str) -> str:
    """Each side answers for itself; international bodies hold no pan; employers do not monitor."""
    if side not in {"state", "society"}:
        return "framework.no_side"
    if stakeholder_class == "employer":
        return "framework.employer_may_not"
    return "" if set(roles) & WRITERS_OF_ANSWERS else "framework.role_needed"


def to_supersede(*, body: str, old_body: str, old_is_superseded: bool, same_question: bool) -> str:
    """A body supersedes only its own newest answer to the same obligation, dimension and place (I-7)."""
    if body != old_body:
        return "framework.not_your_answer"
    if old_is_superseded:
        return "framework.superseded_before"
    return "" if same_question else "framework.other_question"


def to_adopt_headline(*, body: str, focal_body: str | None, side: str | None, answer_side: str) -> str:
    """Only a side's own focal body chooses its headline."""
    if side != answer_side:
        return "framework.other_side"
    return "" if focal_body is not None and body == focal_body else "framework.not_the_focal_body"


def to_add_evidence(*, side: str | None, roles: Collection[str]) -> str:
    """Evidence comes from whoever claims progress or gives answers, on either side."""
    if side not in {"state", "society"}:
        return "framework.no_side"
    return "" if set(roles) & WRITERS_OF_EVIDENCE else "framework.role_needed"


def to_check_evidence(*, side: str | None, evidence_side: str, roles: Collection[str]) -> str:
    """Evidence is checked by the other side, by the roles that bring it."""
    if side not in {"state", "society"}:
        return "framework.no_side"
    if side == evidence_side:
        return "framework.own_evidence"
    return "" if set(roles) & WRITERS_OF_EVIDENCE else "framework.role_needed"


def to_enter_figures(*, side: str | None, roles: Collection[str]) -> str:
    """Either side enters figures of its own; they stand side by side and are never merged."""
    if side not in {"state", "society"}:
        return "framework.no_side"
    return "" if set(roles) & {"coordinator", "analyst", "monitor", "owner"} else "framework.role_needed"


def to_lead(*, side: str) -> str:
    """The lead is a body of the state."""
    return "" if side == "state" else "framework.lead_is_state"


def to_co_lead(*, side: str, stakeholder_class: str, industry: str, action_industry: str) -> str:
    """The co-lead is a society body; employers never where their industry is the subject."""
    if side != "society":
        return "framework.co_lead_is_society"
    if stakeholder_class == "employer" and (not action_industry or industry == action_industry):
        return "framework.employer_may_not"
    return ""


def _body_and_role(body: str, named: str, roles: Collection[str], wanted: frozenset[str]) -> str:
    if body != named:
        return "framework.not_the_named_body"
    return "" if set(roles) & wanted else "framework.role_needed"
