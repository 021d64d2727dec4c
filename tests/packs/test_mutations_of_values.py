"""A pack whose files parse but whose values are not what they should be: named places, exit 2, never a traceback."""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.web.commands.pack import main
from tests.packs.small import FILES

TREES = sorted(name for name in FILES if name.endswith((".yaml", ".topojson", ".json")))
PLACE = re.compile(r"small[^:]*:[1-9][0-9]*: \S.*")
SCALARS = st.sampled_from(
    [None, True, -1, 0, 10**40, 0.5, float("inf"), float("nan"), "", " ", "x" * 5000, "\u202e", "\U0001f600", "0000",
     "0000-00-00", "9999-12-31", "<script>", "../..", "%(x)s", "{x}", "A/B", "javascript:alert(1)", "null", "2026-99"]
)  # fmt: skip
VALUES = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.sampled_from(["en", "ur", "code"]), SCALARS)
Path_ = tuple[Any, ...]


def places(tree: Any, before: Path_ = ()) -> Iterator[Path_]:
    """The way to every value of a tree, below the root."""
    inside = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in inside:
        yield (*before, key)
        yield from places(value, (*before, key))


def change(tree: Any, way: Path_, how: str, value: Any) -> None:
    """Put `value` there, take the place away, give it twice or give it another name."""
    for key in way[:-1]:
        tree = tree[key]
    last = way[-1]
    if how == "replace":
        tree[last] = value
    elif how == "remove":
        del tree[last]
    elif isinstance(tree, list):
        tree.append(tree[last])
    else:
        tree[str(value)[:40]] = tree.pop(last)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the small pack with one to three values changed."""
    name = draw(st.sampled_from(TREES))
    is_yaml = name.endswith(".yaml")
    tree = yaml.safe_load(FILES[name]) if is_yaml else json.loads(FILES[name])
    for _ in range(draw(st.integers(1, 3))):
        ways = list(places(tree))
        if ways:
            how = draw(st.sampled_from(["replace", "replace", "remove", "again"]))
            change(tree, draw(st.sampled_from(ways)), how, draw(VALUES))
    return name, yaml.safe_dump(tree, allow_unicode=True) if is_yaml else json.dumps(tree)


def told(folder: Path, *more: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of `mizan pack validate`."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["validate", str(folder), *more])
    return code, out.getvalue(), err.getvalue()


@given(file=spoilt())
@settings(max_examples=250, deadline=None)
def test_a_wrong_value_is_told_with_its_place_or_is_none(file: tuple[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "small"
        for path, text in {**FILES, file[0]: file[1]}.items():
            (pack / path).parent.mkdir(parents=True, exist_ok=True)
            (pack / path).write_text(text, encoding="utf-8")
        code, out, err = told(pack)
        assert (code, out.strip() == "the pack holds") in {(0, True), (2, False)}
        assert [line for line in err.splitlines() if not PLACE.fullmatch(line)] == []
        assert bool(err) == (code == 2)
        again, document, _err = told(pack, "--json")
        assert (again, bool(json.loads(document)["faults"])) == (code, code == 2)
