"""A verb of the tests: what is written inside gets its one event and its leaf, as in any room's verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db.models import Model

from mizan.framework.models import Pillar
from mizan.kit.acting import acting
from mizan.kit.actors import system
from mizan.kit.sight import sight
from mizan.ledger.record import record
from mizan.ledger.verbs import Verb

DONE = Verb("test.thing.happened", "it happened", {})
CLOCK = system("test")
P, R = ParamSpec("P"), TypeVar("R")


@contextmanager
def happening(target: Model | None = None) -> Iterator[None]:
    """One transaction with one event, on `target` or on some pillar."""
    with acting(CLOCK), sight(keeper=True):
        yield
        record(CLOCK, DONE, target or Pillar(code="p"))


def as_a_verb(change: Callable[P, R]) -> Callable[P, R]:
    """The same change, as a verb of its own."""

    @wraps(change)
    def verb(*args: P.args, **kwargs: P.kwargs) -> R:
        with happening():
            return change(*args, **kwargs)

    return verb
