"""Tiles: one path for each address, the tiles a growing tree needs, bundles, and a tree read from them alone."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.tlog import merkle
from mizan.tlog.errors import ProofError, TileError
from mizan.tlog.tiles import (
    WIDTH,
    TileAddress,
    all_tiles,
    encode_bundle,
    parse_bundle,
    parse_path,
    split_tile,
    tile_of,
    tiles_for,
)
from mizan.tlog.tiletree import TileTree
from tlog.reference import vectors

PATHS = vectors("tile_paths")
ADDRESSES = st.builds(
    TileAddress, st.none() | st.integers(0, 63), st.integers(0, 10**21 - 1), st.integers(1, WIDTH)
)  # fmt: skip
BAD_PATHS = [
    "",
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/00/000",
    "tile/01/000",
    "tile/64/000",
    "tile/100/000",
    "tile/-1/000",
    "tile/0/x000/001",
    "tile/0/001/067",
    "tile/0/x001",
    "tile/0/X001/067",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p/999",
    "tile/0/000.p/",
    "tile/0/000.p",
    "/tile/0/000",
    "tile/0/000/",
    "tile/0/000\n",
    "tile/0/٠٠٠",
    "tile/0/../000",
    "tile/data/000",
    "tile/0/" + "x001/" * 7 + "001",
]


@pytest.mark.parametrize("vector", PATHS["paths"], ids=lambda vector: vector["path"])
def test_paths_are_those_of_the_vectors(vector: dict[str, object]) -> None:
    level = None if vector["level"] == "entries" else vector["level"]
    address = TileAddress(level, vector["index"], vector["width"])  # type: ignore[arg-type]
    assert address.path == vector["path"]
    assert parse_path(address.path) == address


@given(ADDRESSES)
def test_an_address_and_its_path_are_one(address: TileAddress) -> None:
    assert parse_path(address.path) == address


@pytest.mark.parametrize("path", BAD_PATHS)
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(TileError):
        parse_path(path)


@given(st.sampled_from([one["path"] for one in PATHS["paths"]]), st.integers(0, 40), st.characters())
def test_a_changed_letter_is_refused_or_names_another_tile(path: str, at: int, letter: str) -> None:
    changed = path[: at % len(path)] + letter + path[at % len(path) + 1 :]
    try:
        address = parse_path(changed)
    except TileError:
        return
    assert address.path == changed


@pytest.mark.parametrize("size", PATHS["tiles_for_size"])
def test_a_tree_has_the_tiles_of_the_vectors(size: str) -> None:
    wanted, found = PATHS["tiles_for_size"][size], all_tiles(int(size))
    for level, (full, partial) in enumerate(wanted):
        tiles = [one for one in found if one.level == level]
        assert sum(one.is_full for one in tiles) == full
        assert [one.width for one in tiles if not one.is_full] == ([partial] if partial else [])
    assert {one.level for one in found} == {None, *range(len(wanted))}


@given(st.integers(0, 70_000), st.integers(0, 70_000), st.integers(0, 70_000))
def test_growing_in_two_steps_writes_every_tile_of_growing_in_one(one: int, two: int, three: int) -> None:
    first, second, third = sorted((one, two, three))
    stepwise = {*tiles_for(first, second), *tiles_for(second, third)}
    assert set(tiles_for(first, third)) <= stepwise
    assert set(all_tiles(third)) <= {*all_tiles(first), *stepwise}
    assert tiles_for(third, third) == []


@pytest.mark.parametrize(("old", "new"), [(-1, 2), (3, 2)])
def test_a_tree_does_not_shrink(old: int, new: int) -> None:
    with pytest.raises(TileError):
        tiles_for(old, new)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=WIDTH))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert parse_bundle(encode_bundle(entries), len(entries)) == entries


@given(st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=6), st.data())
def test_a_bundle_is_never_read_with_another_number_of_entries(entries: list[bytes], data: st.DataObject) -> None:
    bundle, width = encode_bundle(entries), len(entries)
    for wrong in {width - 1, width + 1, 0, -1, 257}:
        with pytest.raises(TileError):
            parse_bundle(bundle, wrong)
    for cut in range(len(bundle)):
        with pytest.raises(TileError):
            parse_bundle(bundle[:cut], width)
    with pytest.raises(TileError):
        parse_bundle(bundle + data.draw(st.binary(min_size=1, max_size=4)), width)


def test_a_changed_byte_of_a_bundle_is_refused_or_changes_an_entry() -> None:
    entries = [b"leaf %d" % n for n in range(20)]
    bundle = encode_bundle(entries)
    for at in range(len(bundle)):
        for value in range(256):
            changed = bundle[:at] + bytes([value]) + bundle[at + 1 :]
            try:
                found = parse_bundle(changed, 20)
            except TileError:
                continue
            assert (found == entries) == (value == bundle[at])


def test_a_bundle_holds_no_entry_beyond_its_length_field() -> None:
    assert parse_bundle(encode_bundle([bytes(65_535)]), 1) == [bytes(65_535)]
    for entries in ([], [b""] * 257, [bytes(65_536)]):
        with pytest.raises(TileError):
            encode_bundle(entries)
    with pytest.raises(TileError) as caught:
        parse_bundle(struct.pack(">H", 1) + b"a" + struct.pack(">H", 9) + b"short", 2)
    assert caught.value.where == "byte 3"


class Files:
    """The tiles of a tree of `size` leaves, as a dictionary of paths."""

    def __init__(self, size: int) -> None:
        self.rows = [[merkle.leaf_hash(b"%d" % n) for n in range(size)]]
        while len(self.rows[-1]) >= WIDTH:
            below = self.rows[-1]
            whole = range(0, len(below) - WIDTH + 1, WIDTH)
            self.rows.append([merkle.root_of(below[at : at + WIDTH]) for at in whole])
        self.files = {one.path: self.tile(one) for one in all_tiles(size) if one.level is not None}

    def tile(self, one: TileAddress) -> bytes:
        return b"".join(self.rows[one.level or 0][one.index * WIDTH : one.index * WIDTH + one.width])


BIG = Files(70_000)


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 65_535, 65_536, 65_537, 70_000])
def test_a_tree_read_from_tiles_has_the_root_and_the_frontier_of_its_leaves(size: int) -> None:
    frontier = merkle.Frontier()
    frontier.extend(BIG.rows[0][:size])
    tree = TileTree(Files(size).files.__getitem__, size)
    assert tree.root() == frontier.root()
    assert tree.frontier().peaks == frontier.peaks


@given(st.integers(0, 69_999))
def test_inclusion_from_tiles_verifies(index: int) -> None:
    tree = TileTree(BIG.files.__getitem__, 70_000)
    merkle.verify_inclusion(BIG.rows[0][index], index, 70_000, tree.inclusion(index), tree.root())


@settings(max_examples=40)
@given(st.integers(1, 70_000))
def test_consistency_from_tiles_verifies(old: int) -> None:
    tree, before = TileTree(BIG.files.__getitem__, 70_000), merkle.root_of(BIG.rows[0][:old])
    merkle.verify_consistency(old, 70_000, tree.consistency(old), before, tree.root())


def test_a_full_tile_stands_in_for_its_partial_ones_and_nothing_stands_in_for_a_missing_tile() -> None:
    files = dict(BIG.files)
    assert TileTree(files.__getitem__, 65_600).root() == merkle.root_of(BIG.rows[0][:65_600])
    del files["tile/0/273.p/112"]
    with pytest.raises(TileError) as caught:
        TileTree(files.__getitem__, 70_000).root()
    assert caught.value.where == "tile/0/273.p/112"


@pytest.mark.parametrize("error", [FileNotFoundError, PermissionError, KeyError, TileError])
def test_a_tree_raises_its_own_errors_whatever_reading_raises(error: type[Exception]) -> None:
    def read(path: str) -> bytes:
        raise error(path)

    tree = TileTree(read, 300)
    for ask in (tree.root, tree.frontier, lambda: tree.inclusion(7), lambda: tree.consistency(9)):
        with pytest.raises(TileError):
            ask()
    with pytest.raises(ProofError):
        tree.inclusion(300)


def test_a_tile_of_the_wrong_length_is_refused() -> None:
    for data, width in ((bytes(31), 1), (bytes(64), 1), (b"", 0), (bytes(32 * 257), 257), (bytes(8191), 256)):
        with pytest.raises(TileError):
            split_tile(data, width)
    assert split_tile(bytes(8192), 256) == [bytes(32)] * 256


def test_no_tile_holds_a_hash_that_the_tree_has_not() -> None:
    assert tile_of(0, 69_999, 70_000) == TileAddress(0, 273, 112)
    assert tile_of(1, 255, 70_000) == TileAddress(1, 0)
    for level, index in ((0, 70_000), (1, 273), (2, 1), (3, 0), (0, -1)):
        with pytest.raises(TileError):
            tile_of(level, index, 70_000)
    tree = TileTree(BIG.files.__getitem__, 70_000)
    for level, index in ((17, 0), (0, 70_000), (16, 1)):
        with pytest.raises(TileError):
            tree.subtree(level, index)
