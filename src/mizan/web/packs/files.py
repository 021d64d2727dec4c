"""The files of a pack folder: found, weighed and decoded before anything reads them.

A pack comes from outside. Sizes are checked before a file is opened, links are never followed, and only names that a
pack may have are read. Nothing here raises on bad content: every finding is a `Fault`.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACK_FILE = "pack.yaml"
MEBIBYTE = 1 << 20
MAX_YAML_BYTES = 2 * MEBIBYTE
MAX_TABLE_BYTES = 8 * MEBIBYTE
MAX_MAP_BYTES = 8 * MEBIBYTE
MAX_PO_BYTES = 8 * MEBIBYTE
MAX_TEXT_BYTES = MEBIBYTE
MAX_ENTRIES = 300  # files and folders of one pack

TABLES = ("places", "district_readings")
MAPS = ("adm1", "adm2", "adm3", "adm4", "adm5")
LISTS = (
    "pillars", "clusters", "questions", "instruments", "statuses", "obligations", "institutions", "plans", "actions",
    "indicators", "readings", "desk_readings", "units", "routing", "committees", "proposals", "returns",
    "mechanisms", "entitlements", "services", "materials",
)  # fmt: skip
FOREIGN = ("conditions",)  # owned by another room: read here for its syntax only
CONTENTS = LISTS + TABLES + MAPS + FOREIGN

FILE_OF = {
    **{name: f"{name}.yaml" for name in LISTS + FOREIGN},
    **{name: f"{name}.csv" for name in TABLES},
    **{name: f"{name}.topojson" for name in MAPS},
}
CONTENT_OF = {file: name for name, file in FILE_OF.items()}
PROSE_FILES = ("README.md", "LICENSE", "LICENSE.txt", "LICENCE.txt", "NOTICE")
LOCALE_FILE = re.compile(r"locale/(?P<language>[a-z]{2,3})/[a-z_]+\.po\Z")
LOCALE_TEMPLATE = re.compile(r"locale/[a-z_]+\.pot\Z")
LOCALE_NOTES = re.compile(r"locale/(?:[a-z]{2,3}/)?README\.md\Z")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a pack: `file` is `<pack folder>/<path>`, `line` counts from 1, `reason` is a sentence."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass
class Faults:
    """Collects the faults of one file."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        self.found.append(Fault(self.file, max(line, 1), reason))


@dataclass(frozen=True)
class Folder:
    """A pack folder after the walk: text of every readable file by its path, and what was refused."""

    name: str
    texts: dict[str, str]
    faults: tuple[Fault, ...]
    refused: frozenset[str] = frozenset()

    def label(self, path: str) -> str:
        return f"{self.name}/{path}"


def open_folder(path: Path) -> Folder:
    """Walk and read a pack folder; every refusal is a fault, nothing raises."""
    name = path.name or path.absolute().name
    if path.is_symlink() or not path.is_dir():
        reason = "This is not a folder." if not path.is_symlink() else "A pack folder may not be a symbolic link."
        return Folder(name, {}, (Fault(name, 1, reason),))
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    refused: set[str] = set()
    for relative, problem in _walk(path):
        text, reason = (None, problem) if problem else _read(path / relative, relative)
        if reason:
            faults.append(Fault(f"{name}/{relative}", 1, reason))
            refused.add(relative)
        elif text is not None:
            texts[relative] = text
    return Folder(name, texts, tuple(faults), frozenset(refused))


def limit_of(relative: str) -> int | None:
    """Largest size in bytes of a file with this path, or None when a pack may not hold such a file."""
    if relative == PACK_FILE or relative in CONTENT_OF:
        limits = {".yaml": MAX_YAML_BYTES, ".csv": MAX_TABLE_BYTES, ".topojson": MAX_MAP_BYTES}
        return limits[Path(relative).suffix]
    if relative in PROSE_FILES or LOCALE_NOTES.match(relative):
        return MAX_TEXT_BYTES
    return MAX_PO_BYTES if LOCALE_FILE.match(relative) or LOCALE_TEMPLATE.match(relative) else None


def _walk(root: Path) -> Iterator[tuple[str, str]]:
    """Paths below the root with the reason why one cannot be read (empty when it can). Links are not entered."""
    seen = 0
    pending = [""]
    while pending:
        below = pending.pop()
        for entry in sorted(os.scandir(root / below), key=lambda item: item.name):
            seen += 1
            relative = f"{below}/{entry.name}".lstrip("/")
            if seen > MAX_ENTRIES:
                yield relative, f"A pack may hold at most {MAX_ENTRIES} files and folders."
                return
            if entry.is_symlink():
                yield relative, "Symbolic links are not allowed in a pack: they may point outside it."
            elif entry.is_dir(follow_symlinks=False):
                if _allowed_folder(relative):
                    pending.append(relative)
                else:
                    yield relative, "A pack has no such folder."
            else:
                yield relative, ""


def _allowed_folder(relative: str) -> bool:
    return relative == "locale" or re.fullmatch(r"locale/[a-z]{2,3}", relative) is not None


def _read(path: Path, relative: str) -> tuple[str | None, str]:
    """Text of a file, or the reason why it was not read. The size is taken before and enforced while reading."""
    limit = limit_of(relative)
    if limit is None:
        return None, "A pack has no file of this name."
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return None, "This is not a regular file."
        if status.st_size > limit:
            return None, f"The file is larger than the {limit} bytes allowed here."
        with path.open("rb") as handle:
            content = handle.read(limit + 1)
    except OSError as error:
        return None, f"The file cannot be read ({error.strerror or 'no reason given'})."
    if len(content) > limit:
        return None, f"The file is larger than the {limit} bytes allowed here."
    return _decode(content)


def _decode(content: bytes) -> tuple[str | None, str]:
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, f"The file is not UTF-8 text: byte {error.start + 1}, in line {line}, cannot be read."
