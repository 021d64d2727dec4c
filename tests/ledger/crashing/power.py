"""What a disk forgets when the power goes, at its worst: every byte and every name that was not synced by then.

A file keeps its bytes only if it was synced after the last of them; a rename, and a new folder, only if the folder
that holds the name was synced after it. The start of the run is durable.
"""

from __future__ import annotations

import shutil
from pathlib import Path


class Platter:
    """Keeps, of the calls below one folder, what is needed to undo those that no sync followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._synced = {path.stat().st_ino for path in root.rglob("*") if path.is_file()}
        self._names: dict[str, list[tuple[str, str, bytes | None]]] = {}  # by folder: (what, path, what was there)

    def note(self, call: str, path: str, target: str = "") -> None:
        """A call that is about to be made."""
        if call == "fsync" and Path(path).is_dir():
            self._names.pop(path, None)
        elif call == "fsync":
            self._synced.add(Path(path).stat().st_ino)
        elif call == "open":
            self._synced -= {Path(path).stat().st_ino} if Path(path).exists() else set()
        elif call == "replace":
            old = Path(target).read_bytes() if Path(target).exists() else None
            self._names.setdefault(str(Path(target).parent), []).append(("renamed", target, old))
        elif call == "mkdir":
            self._names.setdefault(str(Path(path).parent), []).append(("made", path, None))
        else:
            raise AssertionError(f"this model of a disk does not know {call}")

    def lose(self) -> None:
        """The power goes now."""
        for path in self._root.rglob("*"):
            if path.is_file() and path.stat().st_ino not in self._synced:
                path.write_bytes(b"")
        for calls in self._names.values():
            for what, path, old in reversed(calls):
                _undo(what, Path(path), old)


def _undo(what: str, path: Path, old: bytes | None) -> None:
    if what == "made":
        shutil.rmtree(path, ignore_errors=True)
    elif old is None:
        path.unlink(missing_ok=True)
    elif path.parent.is_dir():
        path.write_bytes(old)
