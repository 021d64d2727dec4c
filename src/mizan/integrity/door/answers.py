"""From what was answered on the pages to the accusation that is routed and sealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mizan.institutions.rules.routing import Accused, Graph, Policy
from mizan.integrity.queries import choices
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.accusation import CHANNEL, Accusation, Kind
from mizan.integrity.typology import stage_of

Answers = dict[str, Any]


def accusation_of(answers: Answers, on: Ground) -> Accusation:
    """The accusation of all pages together. Who is not named counts as not known."""
    accused = [one for person in answers.get("accused", []) for one in _accused(person, on.graph, on.world)]
    return Accusation(
        accused=tuple(dict.fromkeys(accused)) or (Accused(),),
        serious=tuple(_serious(answers, on.policy)),
        places=choices.place_with_all_around(answers.get("place", "")),
        vetoes=tuple(answers.get("vetoes", [])),
        stage=stage_of(answers.get("act", "")) or answers.get("stage", ""),
        act=answers.get("act", ""),
        kind=Kind(answers.get("kind", Kind.OFFICIAL.value)),
        answers={name: said for name, said in _said(answers).items() if said},
    )


def _accused(person: Answers, graph: Graph, world: str) -> Iterator[Accused]:
    """One person as she was described, once for each id that her name may mean; and the body whose orders she follows,
    where that is another one: asked twice, both answers count."""
    institution, unit, band = (person.get(name, "") for name in ("institution", "unit", "band"))
    for found in choices.people_named(world, person.get("name", "")) or [""]:
        yield Accused(institution, unit, band, found)
    chief, here = person.get("chief", ""), unit or institution
    if chief and chief not in (institution, unit) and not (here in graph and chief in graph.above(here)):
        yield Accused(institution=chief, band=band)


def _said(answers: Answers) -> dict[str, str]:
    """What was ticked, and the channel of a report that somebody took down for its reporter."""
    return {**answers.get("safety", {}), CHANNEL: answers.get(CHANNEL, "")}


def _serious(answers: Answers, policy: Policy) -> Iterator[str]:
    """The classes that were ticked; not to know whether the watching body takes part counts as yes."""
    said = answers.get("safety", {})
    for code in sorted(policy.serious):
        answer = said.get(f"serious-{code}", "")
        if answer == "yes" or (code in policy.accuses_internal and not answer and "reprisal" in said):
            yield code


def narrative_of(answers: Answers) -> str:
    """The words, with the names that were given before them: they stand nowhere else."""
    names = [person["name"] for person in answers.get("accused", []) if person.get("name")]
    return "\n\n".join([*(f"[{name}]" for name in names), answers.get("narrative", "")])
