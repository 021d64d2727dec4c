"""I-7 as a play of random members of both sides: whatever they try, nobody's answer is changed, hidden or deleted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from mizan.framework import services
from mizan.framework.models import Assessment, Headline, Obligation
from mizan.framework.queries.balance import balance_of, headline_scores
from mizan.framework.queries.obligations import answers_to
from mizan.framework.services.answers import Answer
from mizan.kit.actors import Actor
from mizan.kit.facts import World
from mizan.kit.refusal import Refused
from tests.framework.cast import DAY, Cast, make_cast, undone

TEXT = {"en": "so it is"}
who = st.sampled_from(["owner", "ministry", "society", "ngo", "employer", "foreign"])
nth = st.integers(0, 30)
scores = st.none() | st.integers(0, 4)


class Sides(RuleBasedStateMachine):
    """Six members; two obligations in two dimensions; answers, corrections, headlines in any order."""

    def __init__(self) -> None:
        super().__init__()
        self._undo = undone()
        self._undo.__enter__()
        self.cast: Cast = make_cast()
        self.obligations = list(Obligation.objects.order_by("code")[:2])
        self.said: dict[Any, dict[str, Any]] = {}
        self.heads: dict[tuple[str, str, str], Any] = {}

    def teardown(self) -> None:
        self._undo.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        for actor in (self.cast.ministry, self.cast.society):
            services.assess(actor, Answer(self.obligations[0], "letter", 2, TEXT, "2026"))

    def actor(self, name: str) -> Actor:
        return getattr(self.cast, name)

    def rows(self) -> list[Assessment]:
        return list(Assessment.objects.filter(author_body__code__startswith="T-").order_by("at", "id"))

    @rule(name=who, n=st.integers(0, 1), dimension=st.sampled_from(["letter", "spirit"]), score=scores)
    def answer(self, name: str, n: int, dimension: str, score: int | None) -> None:
        actor = self.actor(name)
        self.attempt(
            lambda: services.assess(actor, Answer(self.obligations[n], dimension, score, TEXT, "2026")),
            allowed=name not in {"employer", "foreign"},
        )

    @rule(name=who, n=nth, score=scores)
    def supersede(self, name: str, n: int, score: int | None) -> None:
        rows, actor = self.rows(), self.actor(name)
        old = rows[n % len(rows)]
        is_newest = not Assessment.objects.filter(supersedes=old).exists()
        self.attempt(
            lambda: services.assess(actor, Answer(old.obligation, old.dimension, score, TEXT, "2026", supersedes=old)),
            allowed=old.author_body_id == actor.body and is_newest,
        )

    @rule(name=who, n=nth)
    def adopt(self, name: str, n: int) -> None:
        rows, actor = self.rows(), self.actor(name)
        row = rows[n % len(rows)]
        focal = {"state": "T-MIN", "society": "T-SOC"}[row.side]
        if self.attempt(lambda: services.adopt_headline(actor, row), allowed=actor.body == focal):
            self.heads[row.obligation_id, row.dimension, row.side] = row.score

    def attempt(self, act: Any, *, allowed: bool) -> bool:
        try:
            act()
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @invariant()
    def every_answer_stands_as_it_was_given(self) -> None:
        now = {row["id"]: row for row in Assessment.objects.filter(author_body__code__startswith="T-").values()}
        assert all(now.get(key) == row for key, row in self.said.items())
        self.said = now

    @invariant()
    def a_correction_is_of_the_same_body_and_question(self) -> None:
        for row in Assessment.objects.filter(author_body__code__startswith="T-").exclude(supersedes=None):
            old = row.supersedes
            assert (row.author_body_id, row.obligation_id, row.dimension, row.side) == (
                old.author_body_id, old.obligation_id, old.dimension, old.side,
            )  # fmt: skip

    @rule()
    def every_answer_is_shown_on_its_side(self) -> None:
        for obligation in self.obligations:
            shown = set()
            for dimension in answers_to(obligation, World.EXERCISE):
                for side in (dimension.state, dimension.society):
                    own = [*([side.headline] if side.headline else []), *side.others, *side.superseded]
                    assert all(row.side == side.side and row.dimension == dimension.dimension for row in own)
                    shown |= {row.pk for row in own}
            given = Assessment.objects.filter(obligation=obligation, author_body__code__startswith="T-")
            assert shown >= set(given.values_list("pk", flat=True))

    @invariant()
    def a_headline_is_the_last_that_the_sides_own_focal_body_adopted(self) -> None:
        standing = headline_scores(World.EXERCISE)
        for (obligation, dimension, side), score in self.heads.items():
            assert standing[obligation][dimension][side] == score
        for row in Headline.objects.filter(body__code__startswith="T-").select_related("assessment", "body"):
            assert row.body.side == row.side == row.assessment.side


@pytest.mark.slow
@pytest.mark.usefixtures("loaded_pack")
def test_I7_no_sequence_of_acts_edits_hides_or_deletes_an_answer_of_either_side() -> None:
    run_state_machine_as_test(Sides, settings=settings(max_examples=12, stateful_step_count=12, deadline=None))


@pytest.mark.usefixtures("loaded_pack")
def test_two_answers_of_a_side_are_never_averaged(cast: Cast) -> None:
    high = services.assess(cast.ministry, Answer(cast.obligation, "spirit", 4, TEXT, "2026"))
    services.assess(cast.owner, Answer(cast.obligation, "spirit", 0, TEXT, "2026", is_dissent=True))
    services.adopt_headline(cast.ministry, high)
    assert headline_scores(World.EXERCISE)[cast.obligation.code]["spirit"]["state"] == 4
    spirit = answers_to(cast.obligation, World.EXERCISE)[1]
    assert [row.score for row in spirit.state.others if row.author_body_id == "T-OWNER"] == [0]


def test_an_answer_without_a_headline_weighs_nothing(cast: Cast) -> None:
    before = balance_of(World.EXERCISE, today=DAY).whole.answers["letter"]["state"]
    services.assess(cast.owner, Answer(cast.obligation, "letter", 4, TEXT, "2026"))
    assert balance_of(World.EXERCISE, today=DAY).whole.answers["letter"]["state"] == before


def test_the_gap_counts_only_what_both_focal_bodies_stand_by(cast: Cast) -> None:
    def spirit() -> tuple[int, int, int]:
        found = balance_of(World.EXERCISE, today=DAY).whole.gap["spirit"]
        return found.pairs, found.state_higher, found.society_higher

    before = spirit()
    state = services.assess(cast.ministry, Answer(cast.obligation, "spirit", 3, TEXT, "2026"))
    society = services.assess(cast.society, Answer(cast.obligation, "spirit", 1, TEXT, "2026"))
    unknown = services.assess(cast.society, Answer(cast.obligation, "spirit", None, TEXT, "2026"))
    services.adopt_headline(cast.ministry, state)
    assert spirit() == before
    services.adopt_headline(cast.society, unknown)
    assert spirit() == before
    services.adopt_headline(cast.society, society)
    assert spirit() == (before[0] + 1, before[1] + 1, before[2])


def test_an_exercise_answer_to_a_real_obligation_leaves_the_real_balance_alone(cast: Cast) -> None:
    before = balance_of(World.REAL, today=DAY)
    answer = services.assess(cast.ministry, Answer(cast.obligation, "letter", 4, TEXT, "2026"))
    services.adopt_headline(cast.ministry, answer)
    assert balance_of(World.REAL, today=DAY) == before
