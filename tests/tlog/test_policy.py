"""Policies: read by the letter of the specification, and no one witness or clock decides alone (I-6)."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.tlog.cosignature import CosignatureSigner, MldsaSigner
from mizan.tlog.errors import PolicyError
from mizan.tlog.keys import Ed25519Signer
from mizan.tlog.policy import MAX_LINES, MAX_POLICY, Policy, parse_policy
from tlog.reference import flips, vectors

LOG = Ed25519Signer("log.example/mizan", b"L" * 32).vkey
WITNESSES = [CosignatureSigner(f"w{n}.example", bytes([n]) * 32).vkey for n in range(6)]
NAMES = [f"w{n}.example" for n in range(6)]
HEAD = f"log {LOG}\n" + "".join(f"witness w{n} {key}\n" for n, key in enumerate(WITNESSES))
TWO_LEVELS = HEAD + "group x 2 w0 w1 w2\ngroup y any w3 w4 w5\ngroup both all x y\nquorum both\n"


def policy(text: str) -> Policy:
    return parse_policy(text.encode())


def test_the_policy_of_the_vectors_is_read() -> None:
    text = vectors("tlog_proof")["policy"]
    found = policy(text)
    assert found.log.name == "mizan.example/log"
    assert list(found.witnesses) == ["w1", "w2", "w3"]
    assert found.groups["civil"].threshold == 2
    assert found.quorum == "civil"
    assert found.hash == sha256(text.encode()).hexdigest()


def test_a_quorum_of_two_levels_is_what_its_words_say() -> None:
    found = policy(TWO_LEVELS)
    for count in range(7):
        for chosen in combinations(range(6), count):
            wanted = len({0, 1, 2} & set(chosen)) >= 2 and bool({3, 4, 5} & set(chosen))
            assert found.satisfied({NAMES[n] for n in chosen}) == wanted
    assert not found.satisfied({"w0", "w1", "w3"}), "cosigners go by the names of their keys"


def test_spaces_tabs_comments_blank_lines_and_urls_are_read() -> None:
    text = f"\n# a comment\n \t # \xff\n\tlog\t{LOG}   https://log.example/ \nwitness  w {WITNESSES[0]} http://w.example/\t\n"
    found = parse_policy(text.encode("latin-1") + b"  quorum w\t\n")
    assert found.log.url == "https://log.example/"
    assert found.witnesses["w"].url == "http://w.example/"
    assert found.satisfied({"w0.example"})


def test_names_are_opaque() -> None:
    kelvin, space = "\u212a", "a\u00a0b"
    parties = zip(("K", kelvin, space), WITNESSES, strict=False)
    lines = "".join(f"witness {name} {key}\n" for name, key in parties)
    found = policy(f"log {LOG}\n{lines}quorum {kelvin}\n")
    assert found.satisfied({"w1.example"})
    assert not found.satisfied({"w0.example"})
    assert space in found.witnesses, "only space and tab divide words"


@pytest.mark.parametrize(("word", "threshold"), [("all", 6), ("any", 1), ("1", 1), ("6", 6), ("4", 4)])
def test_thresholds_are_read(word: str, threshold: int) -> None:
    found = policy(HEAD + f"group g {word} w0 w1 w2 w3 w4 w5\nquorum g\n")
    assert found.groups["g"].threshold == threshold


def test_no_quorum_asks_for_nobody() -> None:
    found = policy(f"log {LOG}\nquorum none\n")
    assert found.satisfied(set())
    assert found.quorum_time({}) is None
    assert found.fresh_time({}) is None


def test_a_policy_without_a_log_is_one_but_names_no_log() -> None:
    found = policy("quorum none\n")
    assert found.logs == {}
    with pytest.raises(PolicyError):
        _ = found.log


def test_many_logs_witnesses_and_groups_are_supported() -> None:
    count = 40  # the specification asks for 32 of each
    logs = [f"log {Ed25519Signer(f'l{n}.example', bytes([100 + n]) * 32).vkey}" for n in range(count)]
    parties = [f"witness w{n} {CosignatureSigner(f'k{n}.example', bytes([n]) * 32).vkey}" for n in range(count)]
    groups = [f"group g{n} any w{n}" for n in range(count)]
    members = " ".join(f"g{n}" for n in range(count))
    found = policy("\n".join([*logs, *parties, *groups, f"group all all {members}", "quorum all", ""]))
    assert len(found.logs) == len(found.witnesses) == count
    assert found.satisfied({f"k{n}.example" for n in range(count)})
    assert not found.satisfied({f"k{n}.example" for n in range(count - 1)})


def test_an_mldsa_key_may_witness() -> None:
    found = policy(f"log {LOG}\nwitness pq {MldsaSigner('pq.example', bytes(32)).vkey}\nquorum pq\n")
    assert found.satisfied({"pq.example"})


TWIN = CosignatureSigner("w0.example", b"t" * 32).vkey
SAME_KEY = CosignatureSigner("again.example", bytes(32)).vkey
AS_LOG = Ed25519Signer("w0.example", bytes(32)).vkey


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD, ""),
        ("", ""),
        (TWO_LEVELS[:-1], "line 11"),
        (TWO_LEVELS + "quorum w0\n", "line 12"),
        (TWO_LEVELS + "quorum none\n", "line 12"),
        (HEAD + "quorum w9\n", "line 8"),
        (HEAD + "quorum\n", "line 8"),
        (HEAD + "quorum w0 w1\n", "line 8"),
        (HEAD + "quorum g\ngroup g any w0\n", "line 8"),
        (HEAD + "group g any g\n", "line 8"),
        (HEAD + "group g any h\ngroup h any w0\n", "line 8"),
        (HEAD + "group g any none\n", "line 8"),
        (HEAD + "group none any w0\n", "line 8"),
        (HEAD + "group w0 any w1\n", "line 8"),
        (HEAD + "group g any w0\ngroup g any w1\n", "line 9"),
        (HEAD + "group g any w0 w0\n", "line 8"),
        (HEAD + "group g any w0\ngroup h any w0\n", "line 9"),
        (HEAD + "group g any\n", "line 8"),
        (HEAD + "group g\n", "line 8"),
        (HEAD + "group g 0 w0\n", "line 8"),
        (HEAD + "group g 3 w0 w1\n", "line 8"),
        (HEAD + "group g 01 w0 w1\n", "line 8"),
        (HEAD + "group g +1 w0 w1\n", "line 8"),
        (HEAD + "group g -1 w0 w1\n", "line 8"),
        (HEAD + "group g 1_0 w0 w1\n", "line 8"),
        (HEAD + "group g \u0661 w0 w1\n", "line 8"),
        (HEAD + "group g \u00b2 w0 w1\n", "line 8"),
        (HEAD + "group g ALL w0 w1\n", "line 8"),
        (HEAD + "group g w0 w1\n", "line 8"),
        (HEAD + f"witness w0 {TWIN}\n", "line 8"),
        (HEAD + f"witness w9 {TWIN}\n", "line 8"),
        (HEAD + f"witness w9 {SAME_KEY}\n", "line 8"),
        (HEAD + f"witness none {TWIN}\n", "line 8"),
        (HEAD + f"witness {WITNESSES[0]}\n", "line 8"),
        (HEAD + f"witness w9 {AS_LOG}\n", "line 8"),
        (HEAD + f"witness w9 {TWIN} url more\n", "line 8"),
        (HEAD + f"log {LOG}\n", "line 8"),
        (HEAD + f"log {AS_LOG}\n", "line 8"),
        (HEAD + f"log {TWIN}\n", "line 8"),
        (HEAD + f"log name {LOG}\n", "line 8"),
        (HEAD + "log\n", "line 8"),
        (HEAD + "witness\n", "line 8"),
        (HEAD + f"Log {LOG}\n", "line 8"),
        (HEAD + "quorums w0\n", "line 8"),
        (HEAD + "\ufeffquorum w0\n", "line 8"),
        (HEAD + "quorum w0\r\n", "line 8"),
        (HEAD + "# nul \0\n", "line 8"),
        (HEAD + "# del \x7f\n", "line 8"),
        (HEAD + "quorum\x0bw0\n", "line 8"),
        (HEAD + "quorum\u00a0w0\n", "line 8"),
        (HEAD + "\n" * MAX_LINES, ""),
        ("#" * MAX_POLICY + "\n", ""),
    ],
)  # fmt: skip
def test_what_is_no_policy_is_refused_with_its_line(text: str, line: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy(text)
    assert caught.value.where == line


def test_octets_that_are_no_utf_8_are_for_comments_only() -> None:
    assert parse_policy(HEAD.encode() + b"# \xff\xfe\nquorum w0\n").quorum == "w0"
    with pytest.raises(PolicyError):
        parse_policy(HEAD.encode() + b"group \xff any w0\nquorum w0\n")


def test_every_changed_bit_of_a_policy_is_refused_or_shows_in_its_hash() -> None:
    whole = policy(TWO_LEVELS)
    refused = 0
    for _, changed in flips(TWO_LEVELS.encode()):
        try:
            found = parse_policy(changed)
        except PolicyError:
            refused += 1
            continue
        assert found.hash != whole.hash
    assert refused > 0.95 * 8 * len(TWO_LEVELS)


TIMES = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 50))


@given(TIMES)
def test_the_quorum_time_is_the_first_at_which_a_quorum_had_signed(times: dict[str, int]) -> None:
    found = policy(TWO_LEVELS)
    moments = [t for t in range(51) if found.satisfied({n for n, at in times.items() if at <= t})]
    assert found.quorum_time(times) == (moments[0] if moments else None)
    assert (found.quorum_time(times) is not None) == found.satisfied(times.keys())


@given(TIMES)
def test_the_fresh_time_is_the_last_at_which_a_quorum_still_signed(times: dict[str, int]) -> None:
    found = policy(TWO_LEVELS)
    moments = [t for t in range(51) if found.satisfied({n for n, at in times.items() if at >= t})]
    assert found.fresh_time(times) == (moments[-1] if moments else None)


@given(st.lists(st.integers(100, 200), min_size=6, max_size=6), st.integers(0, 5), st.integers(0, 300))
def test_one_lying_clock_dates_nothing_back_and_makes_nothing_look_newer(
    honest: list[int], liar: int, lie: int
) -> None:
    """Four of six: with one liar, three honest witnesses at least had signed by the one, and still by the other."""
    found = policy(HEAD + "group g 4 w0 w1 w2 w3 w4 w5\nquorum g\n")
    others = sorted(at for n, at in enumerate(honest) if n != liar)
    times = {name: lie if n == liar else honest[n] for n, name in enumerate(NAMES)}
    seen_by, fresh = found.quorum_time(times), found.fresh_time(times)
    assert seen_by is not None
    assert fresh is not None
    assert seen_by >= others[2]
    assert fresh <= others[-3]


def test_two_of_two_are_as_old_as_the_older() -> None:
    found = policy(HEAD + "group g 2 w0 w1 w2\nquorum g\n")
    assert found.fresh_time({"w0.example": 100, "w1.example": 9_999_999}) == 100
    assert found.quorum_time({"w0.example": 1, "w1.example": 100}) == 100


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode(errors="surrogatepass")))
def test_parsing_a_policy_raises_nothing_but_its_own_error(data: bytes) -> None:
    for text in (data, HEAD.encode() + data, data + b"\nquorum none\n"):
        with suppress(PolicyError):
            parse_policy(text)


WORDS = st.sampled_from(
    ["log", "witness", "group", "quorum", "all", "any", "2", "none", "w0", "g", LOG, *WITNESSES, "#", " "]
)


@given(st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=8).map("\n".join))
def test_any_words_of_policies_make_a_policy_or_its_error(text: str) -> None:
    try:
        found = policy(text + "\n")
    except PolicyError:
        return
    assert found.quorum == "" or found.quorum in {**found.witnesses, **found.groups}
