"""Policies (tlog-policy, C2SP 5ba5ee8): which log, which witnesses, and which groups of them make a quorum.

    log VKEY [URL]        witness NAME VKEY [URL]        group NAME all|any|K MEMBER...        quorum NAME|none

Lines are read in order: a group may name only what stands above it. Every name is used once, a member once in the
file, a key once in the file. The hash of the exact bytes is what witnesses publish and verifiers print.

Stricter than the specification: names and URLs are UTF-8 (comments may be any octets), a log's name stands once, and
no two witnesses share the name of their keys, since cosigners are counted by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import sha256

from mizan.tlog.errors import NoteError, PolicyError
from mizan.tlog.keys import COSIGNER, ED25519, MLDSA, parse_public, parse_vkey
from mizan.tlog.note import Verifier

MAX_POLICY = 1 << 18  # bytes
MAX_LINES = 2000
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")  # the only control characters are tab and newline
_SPACES = re.compile("[ \t]+")  # no other character divides words: names are opaque


@dataclass(frozen=True)
class Party:
    """A log or a witness as the policy names it; `key` verifies it, `key.name` is its name in notes."""

    name: str
    key: Verifier
    vkey: str
    url: str = ""


@dataclass(frozen=True)
class Group:
    """`threshold` of the members (witnesses or groups above) make the group."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """A parsed policy. `quorum` is the name of a witness or group; empty when none is asked for."""

    logs: Mapping[str, Party]
    witnesses: Mapping[str, Party]
    groups: Mapping[str, Group]
    quorum: str
    hash: str

    @property
    def log(self) -> Party:
        """The first log: a policy of Mizan names one, and a further origin after it. Raises `PolicyError`."""
        for party in self.logs.values():
            return party
        raise PolicyError("no log is named")

    @property
    def verifiers(self) -> list[Verifier]:
        """The witnesses' keys."""
        return [one.key for one in self.witnesses.values()]

    def satisfied(self, cosigners: AbstractSet[str]) -> bool:
        """Whether cosigners, by the names of their keys, make the quorum."""
        return not self.quorum or self._has(self.quorum, cosigners)

    def quorum_time(self, times: Mapping[str, int]) -> int | None:
        """The earliest second at which the cosigners so far made the quorum; None if they do not.

        The threshold rule: the quorum-completing time counts, so one lying clock cannot date a checkpoint back.
        """
        return self._first(sorted(set(times.values())), lambda moment: {n for n, at in times.items() if at <= moment})

    def fresh_time(self, times: Mapping[str, int]) -> int | None:
        """The latest second at or after which a whole quorum still cosigned; None if the cosigners make none.

        The same rule looked at from the other end: one clock set ahead cannot make an old checkpoint look new.
        """
        moments = sorted(set(times.values()), reverse=True)
        return self._first(moments, lambda moment: {n for n, at in times.items() if at >= moment})

    def _first(self, moments: list[int], cosigners: Callable[[int], set[str]]) -> int | None:
        return next((moment for moment in moments if self.satisfied(cosigners(moment))), None)

    def _has(self, name: str, cosigners: AbstractSet[str]) -> bool:
        if name in self.witnesses:
            return self.witnesses[name].key.name in cosigners
        group = self.groups[name]
        return sum(self._has(member, cosigners) for member in group.members) >= group.threshold


@dataclass
class _Draft:
    """The policy as far as it is read."""

    logs: dict[str, Party] = field(default_factory=dict)
    witnesses: dict[str, Party] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str | None = None
    keys: set[bytes] = field(default_factory=set)
    key_names: set[str] = field(default_factory=set)  # of witnesses' keys
    members: set[str] = field(default_factory=set)  # of any group


def parse_policy(data: bytes) -> Policy:
    """The policy of a file's bytes. Raises `PolicyError` with the line."""
    if len(data) > MAX_POLICY:
        raise PolicyError(f"more than {MAX_POLICY} bytes")
    *lines, rest = data.split(b"\n")
    if len(lines) > MAX_LINES:
        raise PolicyError(f"more than {MAX_LINES} lines")
    if rest:
        raise PolicyError("no newline at the end: the file may be cut", f"line {len(lines) + 1}")
    draft = _Draft()
    for number, line in enumerate(lines, 1):
        try:
            _read_line(draft, line)
        except (NoteError, PolicyError) as error:
            raise PolicyError(str(error), f"line {number}") from None
    return _finished(draft, sha256(data).hexdigest())


def _finished(draft: _Draft, digest: str) -> Policy:
    if draft.quorum is None:
        raise PolicyError("no quorum is named")
    return Policy(draft.logs, draft.witnesses, draft.groups, draft.quorum, digest)


def _read_line(draft: _Draft, line: bytes) -> None:
    if _FORBIDDEN.search(line):
        raise PolicyError("a control character")
    line = line.strip(b" \t")
    if not line or line.startswith(b"#"):
        return
    try:
        words = _SPACES.split(line.decode())
    except UnicodeDecodeError:
        raise PolicyError("no UTF-8") from None
    readers = {"log": _log, "witness": _witness, "group": _group, "quorum": _quorum}
    if words[0] not in readers:
        raise PolicyError("unknown word", repr(words[0][:30]))
    readers[words[0]](draft, words[1:])


def _log(draft: _Draft, words: list[str]) -> None:
    """A log has no name of its own here: it goes by its key's, which is its origin."""
    name = words[0].split("+", 1)[0] if words else ""
    if name in draft.logs:
        raise PolicyError("a log is named twice", name)
    party = _party(draft, [name, *words], (ED25519,))
    draft.logs[party.name] = party


def _witness(draft: _Draft, words: list[str]) -> None:
    party = _party(draft, words, (COSIGNER, MLDSA))
    _must_be_free(draft, party.name)
    if party.key.name in draft.key_names:
        raise PolicyError("two witnesses' keys have one name", party.key.name)
    draft.key_names.add(party.key.name)
    draft.witnesses[party.name] = party


def _party(draft: _Draft, words: list[str], kinds: tuple[int, ...]) -> Party:
    if len(words) not in (2, 3):
        raise PolicyError("a name, a key and at most a URL belong here")
    name, written, *url = words
    key = parse_public(written)
    if key.kind not in kinds:
        raise PolicyError("a key of the wrong type", name)
    if key.public in draft.keys:
        raise PolicyError("a key stands twice", name)
    draft.keys.add(key.public)
    return Party(name, parse_vkey(written), written, *url)


def _group(draft: _Draft, words: list[str]) -> None:
    if len(words) < 3:
        raise PolicyError("a name, a threshold and members belong here")
    name, asked, *members = words
    _must_be_free(draft, name)
    for member in members:
        if member not in draft.witnesses and member not in draft.groups:
            raise PolicyError("nothing above has this name", member)
        if member in draft.members:
            raise PolicyError("a name may be a member once", member)
        draft.members.add(member)
    draft.groups[name] = Group(name, _threshold(asked, len(members)), tuple(members))


def _threshold(asked: str, members: int) -> int:
    words = {"all": members, "any": 1}
    if asked not in words and not (asked.isascii() and asked.isdigit() and len(asked) < 6 and asked[0] != "0"):
        raise PolicyError("no threshold", repr(asked[:30]))
    threshold = words[asked] if asked in words else int(asked)
    if not 1 <= threshold <= members:
        raise PolicyError("a threshold is at least 1 and at most the number of members", asked)
    return threshold


def _quorum(draft: _Draft, words: list[str]) -> None:
    if len(words) != 1 or draft.quorum is not None:
        raise PolicyError("one quorum with one name belongs here")
    if words[0] != "none" and words[0] not in draft.witnesses and words[0] not in draft.groups:
        raise PolicyError("nothing above has this name", words[0])
    draft.quorum = "" if words[0] == "none" else words[0]


def _must_be_free(draft: _Draft, name: str) -> None:
    if name == "none" or name in draft.witnesses or name in draft.groups:
        raise PolicyError("this name is taken", name)
