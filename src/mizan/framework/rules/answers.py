"""Two answers side by side: counts of scores, and the gap between the sides. Unknown is not zero (I-8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SCORES = (0, 1, 2, 3, 4)
SIDES = ("state", "society")
DIMENSIONS = ("letter", "spirit")


@dataclass(frozen=True)
class ScoreCounts:
    """How many obligations have each score; `unknown` counts those without an answer and those answered "unknown"."""

    by_score: Mapping[int, int]
    unknown: int

    @property
    def known(self) -> int:
        return sum(self.by_score.values())

    @property
    def total(self) -> int:
        return self.known + self.unknown

    @property
    def met(self) -> int:
        """Scores 3 and 4: largely or fully."""
        return self.by_score[3] + self.by_score[4]


@dataclass(frozen=True)
class Gap:
    """Over the obligations that both sides answered with a score."""

    pairs: int
    state_higher: int
    equal: int
    society_higher: int


def count_scores(scores: Iterable[int | None]) -> ScoreCounts:
    """Counts over one score per obligation; None is unknown."""
    by_score = dict.fromkeys(SCORES, 0)
    unknown = 0
    for score in scores:
        if score is None:
            unknown += 1
        else:
            by_score[score] += 1
    return ScoreCounts(by_score, unknown)


def gap(pairs: Iterable[tuple[int | None, int | None]]) -> Gap:
    """(state, society) per obligation; a pair with an unknown end is no gap."""
    known = [(state, society) for state, society in pairs if state is not None and society is not None]
    higher = sum(state > society for state, society in known)
    lower = sum(state < society for state, society in known)
    return Gap(len(known), higher, len(known) - higher - lower, lower)


UNKNOWN = "unknown"
GAPS = ("pairs", "state_higher", "equal", "society_higher")


def is_score(score: int | None, wanted: str) -> bool:
    """Whether an obligation counts under `wanted`: "0" to "4", or "unknown"."""
    return wanted == (UNKNOWN if score is None else str(score))


def is_in_gap(kind: str, state: int | None, society: int | None) -> bool:
    """Whether an obligation with these two answers is counted in this field of `Gap`."""
    return bool(getattr(gap([(state, society)]), kind) == 1)


def desk_score(status: str) -> int | None:
    """A desk reading's score: full 4, partial 2, absent 0; anything else is unknown."""
    return {"full": 4, "partial": 2, "absent": 0}.get(status)
