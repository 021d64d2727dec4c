"""Whatever is done to the bytes of a pack, validation ends with faults or without, and never with an error."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mizan.web.packs import validate
from mizan.web.packs.files import Faults
from mizan.web.packs.maps import read_map
from mizan.web.packs.tables import read_csv
from mizan.web.packs.trees import read_yaml
from tests.packs.small import FILES

ROOT = Path(__file__).resolve().parents[2] / "packs"
YAML_WEDGES = b"\x00 : - { [ \" ' # &a *a !!x --- \t null ~ 1e999 -0 true ? | > <<: 2024-02-30".split(b" ")
OTHER_WEDGES = [b"\n", b"\r", b",", b",,", b": ", b"- ", b"%YAML 9.9\n", b"%(x)s", b"msgid ", b"\\", b"\xff"]
HEAVY_WEDGES = [b"\xed\xa0\x80", b"\xc2\x85", b"9" * 4400, b"[" * 3000, b"{a: " * 3000]
WEDGES = st.one_of(st.binary(max_size=12), st.sampled_from(YAML_WEDGES + OTHER_WEDGES + HEAVY_WEDGES))


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of the small pack with up to four places cut, overwritten or filled with what parsers stumble over."""
    name = draw(st.sampled_from(sorted(FILES)))
    content = FILES[name].encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(start + 40, len(content))))
        content = content[:start] + draw(WEDGES) + content[end:]
    return name, content


@given(mutation=mutations())
@settings(max_examples=200, deadline=None)
def test_a_mutilated_file_gives_faults_or_passes(mutation: tuple[str, bytes]) -> None:
    name, content = mutation
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(folder) / "small"
        for path, text in FILES.items():
            (pack / path).parent.mkdir(parents=True, exist_ok=True)
            (pack / path).write_bytes(content if path == name else text.encode())
        for fault in validate(pack):
            assert fault.file.startswith("small")
            assert fault.line >= 1
            assert fault.reason


@given(text=st.text(max_size=200))
@example(text="a: &x [*x, *x]")
@example(text="[" * 5000)
@example(text="? {a: b}\n: c")
@example(text="a: !!python/object:os.system {}")
@settings(max_examples=200, deadline=None)
def test_any_text_as_yaml_gives_a_tree_or_a_fault(text: str) -> None:
    faults = Faults("x")
    if (
        read_yaml(text, faults) is None
        and text.strip()
        and not text.lstrip().startswith(("#", "%", "---", "...", "\ufeff"))
    ):
        assert faults.found or not text.strip("\x85\u2028\u2029\n\r \ufeff")


@given(text=st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_as_csv_gives_rows_or_a_fault(text: str) -> None:
    faults = Faults("x")
    assert read_csv(text, faults) is not None or faults.found


@given(text=st.text(max_size=200))
@example(text='{"type": "Topology", "arcs": [[[1e400, 0]]], "objects": {"adm1": {"geometries": [1]}}}')
@example(text='{"type": "Topology", "arcs": ' + "9" * 5000 + "}")
@settings(max_examples=200, deadline=None)
def test_any_text_as_a_map_gives_a_map_or_a_fault(text: str) -> None:
    faults = Faults("x")
    assert read_map(text, "adm1", Path("x"), faults) is not None or faults.found


KEYS = ["type", "arcs", "objects", "adm1", "geometries", "properties", "pcode", "transform", "scale"]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(topology=st.fixed_dictionaries({"type": st.just("Topology"), "arcs": JSON, "objects": JSON, "transform": JSON}))
@settings(max_examples=150, deadline=None)
def test_any_json_as_a_map_gives_a_map_or_a_fault(topology: dict[str, object]) -> None:
    faults = Faults("x")
    assert read_map(json.dumps(topology), "adm1", Path("x"), faults) is not None or faults.found


@pytest.mark.deep
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_mutilated_file_of_the_real_pack_gives_faults_or_passes(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT, folder, dirs_exist_ok=True)
        pack = Path(folder) / "pakistan"
        path = data.draw(st.sampled_from(sorted(item for item in pack.rglob("*") if item.is_file())))
        content = path.read_bytes()
        start = data.draw(st.integers(0, len(content)))
        path.write_bytes(content[:start] + data.draw(WEDGES) + content[start + data.draw(st.integers(0, 200)) :])
        for fault in validate(pack):
            assert fault.line >= 1
