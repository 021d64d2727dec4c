"""Conflict-free routing: who may read a report, computed from who is accused. Rules in words: docs/routing.md."""

from __future__ import annotations

from mizan.institutions.rules.routing.cases import UNKNOWN, Accused, Case
from mizan.institutions.rules.routing.exclusion import Exclusion, exclude
from mizan.institutions.rules.routing.graph import BrokenGraph, Graph, graph_of
from mizan.institutions.rules.routing.opening import Opening, bodies_without_path, classes, on_paper, open_classes
from mizan.institutions.rules.routing.policy import Heads, Policy, Rung, RungKind, Seat
from mizan.institutions.rules.routing.readers import RULES_VERSION, Reader, Routing, Step, route
from mizan.institutions.rules.routing.reasons import Because, Why
from mizan.institutions.rules.routing.rosters import Enrolment, Rosters, Tie, TieKind, rosters_of
from mizan.institutions.rules.routing.stripping import Stripped, repeatedly_stripped

__all__ = [
    "RULES_VERSION",
    "UNKNOWN",
    "Accused",
    "Because",
    "BrokenGraph",
    "Case",
    "Enrolment",
    "Exclusion",
    "Graph",
    "Heads",
    "Opening",
    "Policy",
    "Reader",
    "Rosters",
    "Routing",
    "Rung",
    "RungKind",
    "Seat",
    "Step",
    "Stripped",
    "Tie",
    "TieKind",
    "Why",
    "bodies_without_path",
    "classes",
    "exclude",
    "graph_of",
    "on_paper",
    "open_classes",
    "repeatedly_stripped",
    "rosters_of",
    "route",
]
