"""Numba, where it is installed and allowed: the same numbers, sooner.

MIZAN_NO_NUMBA=1 turns it off. Compiled code is kept in the user's own cache directory (never in the source tree), and
only where that directory belongs to this user and nobody else can write there, since loading it runs it.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

# Below this many fits (or sweeps' inner steps) loading compiled code costs more than it saves.
WORTH_IT = 20_000


def allowed() -> bool:
    """Whether numba may be used: installed, and not switched off by the environment."""
    return os.environ.get("MIZAN_NO_NUMBA", "") in {"", "0"} and _numba() is not None


@lru_cache(maxsize=1)
def _numba() -> Any:
    try:
        import numba  # noqa: PLC0415 - optional, and slow to load
    except ImportError:
        return None
    return numba


@lru_cache(maxsize=1)
def keeps_cache() -> bool:
    """Point numba at a private cache directory; False where none can be had."""
    if os.environ.get("NUMBA_CACHE_DIR"):
        return True
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = base / "mizan" / "compiled"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.stat()
    except (OSError, RuntimeError):
        return False
    if state.st_uid != os.getuid() or state.st_mode & 0o022 or not os.access(folder, os.W_OK):
        return False
    _numba().config.CACHE_DIR = str(folder)
    return True
