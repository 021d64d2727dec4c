"""Who may do what: each rule as a table of cases, every refusal reached."""

from __future__ import annotations

import ast
import inspect

import pytest

from mizan.framework.rules import allowed

OWNER, CO_LEAD = frozenset({"owner"}), frozenset({"co_lead"})
claim = {"body": "A", "lead_body": "A", "accepted": True, "roles": OWNER}
answer = {"body": "S", "co_lead_body": "S", "accepted": True, "side": "society", "roles": CO_LEAD, "claim_body": "A"}
lead = {"body": "A", "named_body": "A", "roles": OWNER}
add = {"side": "society", "roles": frozenset({"monitor"})}
check = {"side": "state", "evidence_side": "society", "roles": OWNER}
assess = {"side": "society", "roles": frozenset({"monitor"}), "stakeholder_class": "ngo"}
supersede = {"body": "A", "old_body": "A", "old_is_superseded": False, "same_question": True}
headline = {"body": "F", "focal_body": "F", "side": "state", "answer_side": "state"}
co_lead = {"side": "society", "stakeholder_class": "ngo", "industry": "", "action_industry": "brick_kilns"}
figures = {"side": "state", "roles": frozenset({"analyst"})}

CASES = [
    ("to_claim", claim, {}, ""),
    ("to_claim", claim, {"lead_body": None}, "framework.no_lead"),
    ("to_claim", claim, {"body": "B"}, "framework.not_the_owner"),
    ("to_claim", claim, {"accepted": False}, "framework.lead_not_accepted"),
    ("to_claim", claim, {"roles": frozenset({"monitor"})}, "framework.role_needed"),
    ("to_answer_a_claim", answer, {}, ""),
    ("to_answer_a_claim", answer, {"co_lead_body": None}, "framework.no_co_lead"),
    ("to_answer_a_claim", answer, {"body": "T"}, "framework.not_the_co_lead"),
    ("to_answer_a_claim", answer, {"side": "state"}, "framework.not_the_co_lead"),
    ("to_answer_a_claim", answer, {"claim_body": "S"}, "framework.not_the_co_lead"),
    ("to_answer_a_claim", answer, {"accepted": False}, "framework.lead_not_accepted"),
    ("to_answer_a_claim", answer, {"roles": OWNER}, "framework.role_needed"),
    ("to_answer_a_lead", lead, {}, ""),
    ("to_answer_a_lead", lead, {"body": "B"}, "framework.not_the_named_body"),
    ("to_answer_a_lead", lead, {"roles": ()}, "framework.role_needed"),
    ("to_assess", assess, {}, ""),
    ("to_assess", assess, {"side": "international"}, "framework.no_side"),
    ("to_assess", assess, {"side": None}, "framework.no_side"),
    ("to_assess", assess, {"stakeholder_class": "employer"}, "framework.employer_may_not"),
    ("to_assess", assess, {"roles": frozenset({"operator"})}, "framework.role_needed"),
    ("to_supersede", supersede, {}, ""),
    ("to_supersede", supersede, {"old_body": "B"}, "framework.not_your_answer"),
    ("to_supersede", supersede, {"old_is_superseded": True}, "framework.superseded_before"),
    ("to_supersede", supersede, {"same_question": False}, "framework.other_question"),
    ("to_adopt_headline", headline, {}, ""),
    ("to_adopt_headline", headline, {"side": "society"}, "framework.other_side"),
    ("to_adopt_headline", headline, {"body": "G"}, "framework.not_the_focal_body"),
    ("to_adopt_headline", headline, {"focal_body": None}, "framework.not_the_focal_body"),
    ("to_check_evidence", check, {}, ""),
    ("to_check_evidence", check, {"side": None}, "framework.no_side"),
    ("to_check_evidence", check, {"side": "international"}, "framework.no_side"),
    ("to_check_evidence", check, {"evidence_side": "state"}, "framework.own_evidence"),
    ("to_check_evidence", check, {"roles": frozenset({"operator"})}, "framework.role_needed"),
    ("to_add_evidence", add, {}, ""),
    ("to_add_evidence", add, {"roles": OWNER}, ""),
    ("to_add_evidence", add, {"side": None}, "framework.no_side"),
    ("to_add_evidence", add, {"side": "international"}, "framework.no_side"),
    ("to_add_evidence", add, {"roles": frozenset({"operator"})}, "framework.role_needed"),
    ("to_enter_figures", figures, {}, ""),
    ("to_enter_figures", figures, {"side": None}, "framework.no_side"),
    ("to_enter_figures", figures, {"roles": frozenset({"co_lead"})}, "framework.role_needed"),
    ("to_lead", {"side": "state"}, {}, ""),
    ("to_lead", {"side": "society"}, {}, "framework.lead_is_state"),
    ("to_lead", {"side": "international"}, {}, "framework.lead_is_state"),
    ("to_co_lead", co_lead, {}, ""),
    ("to_co_lead", co_lead, {"side": "state"}, "framework.co_lead_is_society"),
    ("to_co_lead", co_lead, {"stakeholder_class": "employer", "industry": "brick_kilns"}, "framework.employer_may_not"),
    ("to_co_lead", co_lead, {"stakeholder_class": "employer", "industry": "carpets"}, ""),
    # Nobody said whose industry is the subject: it might be theirs.
    ("to_co_lead", co_lead, {"stakeholder_class": "employer", "action_industry": ""}, "framework.employer_may_not"),
]


@pytest.mark.parametrize(("rule", "good", "change", "verdict"), CASES)
def test_the_rule_decides(rule: str, good: dict[str, object], change: dict[str, object], verdict: str) -> None:
    assert getattr(allowed, rule)(**{**good, **change}) == verdict


def test_no_rule_and_no_refusal_is_without_a_case() -> None:
    rules = {name for name, value in vars(allowed).items() if name.startswith("to_") and callable(value)}
    assert {rule for rule, *_ in CASES} == rules
    for rule in rules:
        tree = ast.parse(inspect.getsource(getattr(allowed, rule)))
        written = {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and str(node.value).startswith("framework.")
        }
        assert written <= {verdict for name, _good, _change, verdict in CASES if name == rule}
