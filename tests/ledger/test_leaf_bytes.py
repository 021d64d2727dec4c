"""A leaf tells nothing: its bytes are as even whatever it commits to, and no personal data is in any bundle.

Three tests of every bit and byte of real leaves, made by a verb with one content or with another. Each has a false
alarm of 1e-6: a fair source fails one such run in a million. The salts are fresh in every run, so no seed is fixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import sqrt

import pytest
from scipy.special import chdtrc, ndtr

from mizan.framework.models import Pillar
from mizan.ledger.models import Leaf
from mizan.tlog import leaf as v1
from mizan.tlog.tiles import WIDTH, encode_bundle
from tests.ledger.happening import happening
from tests.ledger.small_world import ACKNOWLEDGE, open_two, play

pytestmark = pytest.mark.django_db
ALARM = 1e-6  # chance that a sound leaf fails one of these tests
SECRET_PART = slice(8, 104)  # commitment, tag, nonce: 96 bytes; before them flags, kind and day, which are public
COUNT = 400  # leaves of each content

# Shapes of what must never stand in a public file: identity cards, telephones, addresses, names of the exercise.
PERSONAL = re.compile(
    rb"\b\d{5}-?\d{7}-?\d\b|\+92[ -]?\d{3}[ -]?\d{7}|\b03\d{2}[ -]?\d{7}\b|[\w.+-]{2,}@[\w-]{2,}\.[a-z]{2,}"
    rb"|T-(OWNER|MIN|NGO)|test\.thing|framework\.|so it is",
    re.IGNORECASE,
)


def leaves_of(subject: str, count: int = COUNT) -> list[bytes]:
    """Leaves of the same verb on one object: each payload differs only by its event's id and time."""
    before = set(Leaf.objects.values_list("pk", flat=True))
    for _number in range(count):
        with happening(Pillar(code=subject)):
            pass
    return [bytes(leaf.data) for leaf in Leaf.objects.exclude(pk__in=before)]


def uneven_bytes(parts: Sequence[bytes]) -> float:
    """The chi-square tail of the counts of byte values against even ones, 255 degrees of freedom."""
    joined = b"".join(parts)
    expected = len(joined) / 256
    statistic = sum((joined.count(value) - expected) ** 2 / expected for value in range(256))
    return float(chdtrc(255, statistic))


def worst_bit(parts: Sequence[bytes]) -> float:
    """The two-sided tail of the most uneven bit position, times their number (Bonferroni)."""
    bits = 8 * len(parts[0])
    ones = [sum(part[bit // 8] >> bit % 8 & 1 for part in parts) for bit in range(bits)]
    worst = max(abs(2 * one - len(parts)) / sqrt(len(parts)) for one in ones)
    return min(1.0, bits * 2 * float(ndtr(-worst)))


def worst_difference(one: Sequence[bytes], other: Sequence[bytes]) -> float:
    """As `worst_bit`, of the difference between two groups as large as each other."""
    bits = 8 * len(one[0])
    gaps = [
        abs(sum(a[bit // 8] >> bit % 8 & 1 for a in one) - sum(b[bit // 8] >> bit % 8 & 1 for b in other))
        for bit in range(bits)
    ]
    return min(1.0, bits * 2 * float(ndtr(-max(gaps) / sqrt(len(one) / 2))))


@pytest.mark.slow
def test_a_leafs_bytes_are_even_and_do_not_depend_on_what_it_commits_to() -> None:
    one, other = leaves_of("a"), leaves_of("another-thing-altogether-" * 3)
    groups = [[leaf[SECRET_PART] for leaf in group] for group in (one, other)]
    for group in groups:
        assert uneven_bytes(group) > ALARM
        assert worst_bit(group) > ALARM
    assert worst_difference(*groups) > ALARM
    assert len({leaf[:8] for leaf in [*one, *other]}) == 1


def test_a_reused_salt_would_be_noticed() -> None:
    """The control: the same tests on commitments under one salt, to one content and to another."""
    salt = b"s" * 32
    one, other = ([v1.commit(salt, content)] * COUNT for content in (b"yes", b"no"))
    assert uneven_bytes(one) < ALARM
    assert worst_bit(one) < ALARM
    assert worst_difference(one, other) < ALARM


def test_a_leaf_of_the_same_content_never_comes_twice() -> None:
    leaves = leaves_of("a", 50)
    for part in (slice(8, 40), slice(40, 72), slice(72, 104)):
        assert len({leaf[part] for leaf in leaves}) == 50


@pytest.mark.slow
def test_the_filler_of_a_leaf_that_closes_nothing_is_random_and_closes_nothing() -> None:
    leaves = [v1.unpack_leaf(leaf) for leaf in leaves_of("a")]
    open_two(Pillar(code="a"), ACKNOWLEDGE)
    tags = {v1.unpack_leaf(bytes(leaf.data)).tag for leaf in Leaf.objects.all()}
    for filler in ([leaf.nonce for leaf in leaves], [leaf.tag for leaf in leaves]):
        assert worst_bit(filler) > ALARM
        assert uneven_bytes(filler) > ALARM
        assert not {v1.tag(nonce) for nonce in filler} & tags
        parts = {part for leaf in leaves for part in (leaf.commitment, v1.tag(leaf.commitment))}
        assert not parts & set(filler)
    assert worst_bit([v1.tag(bytes([number % 7]) * 32) for number in range(COUNT)]) < ALARM  # few values are noticed


def test_no_bundle_holds_personal_data_or_a_word_of_what_happened() -> None:
    play()
    leaves = [bytes(leaf.data) for leaf in Leaf.objects.order_by("pk")]
    assert len(leaves) > 20
    bundles = [encode_bundle(leaves[first : first + WIDTH]) for first in range(0, len(leaves), WIDTH)]
    assert [PERSONAL.findall(bundle) for bundle in bundles] == [[]] * len(bundles)
    for planted in (b"x 35202-1234567-1 x", b"0300-1234567", b"+92 300 1234567", b"a.b@example.org", b"by T-OWNER"):
        assert PERSONAL.search(planted), planted
