"""What the page `/log/` says, read from the public files: never raises on what they hold, and says what is damaged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from mizan.ledger.public import standing, summary
from mizan.ledger.public.standing import Standing
from mizan.ledger.public.summary import Summary
from mizan.ledger.sequencing.house import POLICY
from mizan.tlog.errors import TlogError
from mizan.tlog.policy import Policy, parse_policy
from mizan.tlog.verifier.checkpoints import CHECKPOINT, Signed, read_signed

TRIES = 3  # republishing intervals without a fresh quorum before the page calls the log unwitnessed


class State(StrEnum):
    """How far there is a log."""

    NONE = "none"  # no policy: nobody can sign
    EMPTY = "empty"  # a policy, and no checkpoint yet
    DAMAGED = "damaged"  # a file is there that cannot be read, or was not signed
    SIGNED = "signed"


@dataclass(frozen=True)
class WitnessRow:
    """A witness of the policy: when it signed last (seconds since 1970; None: not that anybody here knows), and
    whether it is among those who signed the published checkpoint."""

    name: str
    last: int | None
    signed_this: bool


@dataclass(frozen=True)
class LogPage:
    """`age`: seconds since a whole quorum signed. `unwitnessed`: the same, where the quorum is missed; else None."""

    state: State
    policy: Policy | None = None
    signed: Signed | None = None
    witnesses: tuple[WitnessRow, ...] = ()
    waiting: int = 0
    age: int | None = None
    unwitnessed: int | None = None
    summary: Summary | None = None
    damage: tuple[str, str] = ("", "")  # file and reason (English)

    @property
    def is_counted(self) -> bool:
        """Whether the duties are those of the checkpoint that is shown."""
        return self.signed is not None and summary.covers(self.summary, self.signed)


def read_page(folder: Path, *, now: int, republish: int) -> LogPage:
    """The page at `now` (seconds since 1970); `republish`: seconds after which the log is signed again."""
    try:
        policy = parse_policy((folder / POLICY).read_bytes())
        policy.log.key.name  # noqa: B018  (a policy without a log is no policy of this log)
    except FileNotFoundError:
        return LogPage(State.NONE)
    except (OSError, TlogError) as error:
        return LogPage(State.DAMAGED, damage=(POLICY, _reason(error)))
    return _of_policy(folder, policy, now, republish)


def _of_policy(folder: Path, policy: Policy, now: int, republish: int) -> LogPage:
    noted = standing.load(folder)
    page = LogPage(State.EMPTY, policy, witnesses=_witnesses(policy, {}, noted), waiting=noted.waiting)
    try:
        signed, _crooked = read_signed((folder / CHECKPOINT).read_bytes(), policy)
    except FileNotFoundError:
        return page
    except (OSError, TlogError) as error:
        return replace(page, state=State.DAMAGED, damage=(CHECKPOINT, _reason(error)))
    age = now - signed.fresh if signed.fresh else None
    return replace(
        page,
        state=State.SIGNED,
        signed=signed,
        witnesses=_witnesses(policy, signed.times, noted),
        age=age,
        unwitnessed=age if is_missed(age, signed.fresh, noted, republish) else None,
        summary=summary.load(folder),
    )


def is_missed(age: int | None, fresh: int, noted: Standing, republish: int) -> bool:
    """Whether the quorum is missed: the writer noted so since the last one, or it should have come long ago."""
    if age is None:
        return False
    return (noted.missed_since is not None and noted.missed_since > fresh) or age > TRIES * republish


def _witnesses(policy: Policy, times: Mapping[str, int], noted: Standing) -> tuple[WitnessRow, ...]:
    names = [party.key.name for party in policy.witnesses.values()]
    return tuple(
        WitnessRow(name, max(times.get(name, 0), noted.signed.get(name, 0)) or None, name in times) for name in names
    )


def _reason(error: OSError | TlogError) -> str:
    return error.reason if isinstance(error, TlogError) else error.strerror or "it cannot be read"
