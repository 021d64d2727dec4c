"""One pack folder read into typed rows, before anything is compared between rows, files or packs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mizan.web.packs import rows, rows_council, rows_help, rows_prevention, rows_returns, rows_routing
from mizan.web.packs.files import CONTENT_OF, FOREIGN, PACK_FILE, TABLES, Fault, Faults, Folder, open_folder
from mizan.web.packs.maps import Boundaries, read_map
from mizan.web.packs.schema import Mention, build_row, mentions_in
from mizan.web.packs.tables import read_csv
from mizan.web.packs.trees import Node, read_yaml

ROW_CLASS: dict[str, type[rows.Row]] = {
    "pillars": rows.Pillar,
    "clusters": rows.Cluster,
    "questions": rows.Question,
    "instruments": rows.Instrument,
    "statuses": rows.Status,
    "obligations": rows.Obligation,
    "institutions": rows.Institution,
    "plans": rows.Plan,
    "actions": rows.Action,
    "indicators": rows.Indicator,
    "readings": rows.Reading,
    "desk_readings": rows.DeskReading,
    "units": rows.Unit,
    "routing": rows_routing.Routing,
    "committees": rows_council.Committee,
    "proposals": rows_council.Proposal,
    "returns": rows_returns.ReturnForm,
    "mechanisms": rows_prevention.Mechanism,
    "entitlements": rows_prevention.EntitlementKind,
    "services": rows_help.Service,
    "materials": rows_help.Material,
    "places": rows.Place,
    "district_readings": rows.DistrictReading,
}


@dataclass(frozen=True)
class Pack:
    """One pack as read, before anything is compared with other packs. `info` is None when pack.yaml is broken."""

    folder: Folder
    info: rows.PackInfo | None
    rows: dict[str, tuple[Any, ...]]
    maps: tuple[Boundaries, ...]
    faults: tuple[Fault, ...]
    mentions: dict[str, tuple[Mention, ...]]  # content -> codes and references written in its file
    unread: frozenset[str]  # contents that could not be read at all: references into them are not judged

    @property
    def code(self) -> str:
        return self.info.code if self.info else self.folder.name

    def digest(self) -> str:
        """SHA-256 over path and text of every file, in path order; translations included."""
        whole = hashlib.sha256()
        for path, text in sorted(self.folder.texts.items()):
            for part in (path, text):
                encoded = part.encode()
                whole.update(len(encoded).to_bytes(8, "big") + encoded)
        return whole.hexdigest()


def read_pack(path: Path) -> Pack:
    """Read one pack folder. Never raises on bad content."""
    folder = open_folder(path)
    found = list(folder.faults)
    info = _read_info(folder, found)
    unread = {CONTENT_OF[path] for path in folder.refused if path in CONTENT_OF}
    mentions: dict[str, tuple[Mention, ...]] = {}
    read: dict[str, tuple[Any, ...]] = {}
    maps: list[Boundaries] = []
    for relative in sorted(folder.texts):
        content = CONTENT_OF.get(relative)
        if content is None:
            continue
        faults = Faults(folder.label(relative))
        if content in ROW_CLASS:
            entries = _entries(folder.texts[relative], content, faults)
            unread.update([content] if entries is None else [])
            kind, code = ROW_CLASS[content], info.code if info else folder.name
            built = [build_row(kind, node, faults, pack=code, file=relative) for node in entries or ()]
            read[content] = tuple(row for row in built if row is not None)
            mentions[content] = tuple(mention for node in entries or () for mention in mentions_in(kind, node))
        elif content in FOREIGN:
            read_yaml(folder.texts[relative], faults)
        else:
            boundaries = read_map(folder.texts[relative], content, path / relative, faults)
            maps.extend([boundaries] if boundaries else [])
            unread.update([] if boundaries else [content])
        found.extend(faults.found)
    return Pack(folder, info, read, tuple(maps), tuple(found), mentions, frozenset(unread))


def _read_info(folder: Folder, found: list[Fault]) -> rows.PackInfo | None:
    faults = Faults(folder.label(PACK_FILE))
    info = None
    if PACK_FILE in folder.texts:
        node = read_yaml(folder.texts[PACK_FILE], faults)
        if node is None and not faults.found:
            faults.add(1, "The file is empty.")
        elif node is not None:
            info = build_row(rows.PackInfo, node, faults, pack=folder.name, file=PACK_FILE)
    elif PACK_FILE not in folder.refused and not folder.faults:
        faults.add(1, "The pack has no pack.yaml.")
    found.extend(faults.found)
    return info


def _entries(text: str, content: str, faults: Faults) -> list[Node] | None:
    """The entries of a list file, or None when it cannot be read."""
    tree = read_csv(text, faults) if content in TABLES else read_yaml(text, faults)
    if tree is None:
        if not faults.found:
            faults.add(1, "The file is empty.")
        return None
    if not isinstance(tree.value, list):
        faults.add(tree.line, "The file must be a list of entries.")
        return None
    return tree.value


def read_all(paths: Iterable[Path]) -> list[Pack]:
    """The packs at these paths and, found as folders beside them, all they depend on; dependencies first.

    A missing or circular dependency is left to `validate`, which names it; reading ends in any case.
    """
    done: dict[Path, Pack] = {}
    order: list[Pack] = []

    def visit(path: Path) -> None:
        key = path.absolute()
        if key in done:
            return
        done[key] = pack = read_pack(path)
        for name in pack.info.depends if pack.info else ():
            beside = key.parent / name
            if _plain_name(name) and (beside.is_dir() or beside.is_symlink()):
                visit(beside)
        order.append(pack)

    for path in paths:
        visit(path)
    return order


def _plain_name(name: str) -> bool:
    return name.replace("_", "").isalnum() and name.isascii()
