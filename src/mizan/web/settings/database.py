"""The database: an embedded SQLite file by default, PostgreSQL by address. Each door has its own role."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from mizan.web.settings.env import SettingError

# WAL lets readers go on beside the one writer; FULL keeps an acknowledged row through a power cut (I-16).
# What is erased (a thread's key) is overwritten in the file, not only marked free.
SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
    "PRAGMA secure_delete=ON;"
)
# A thread keeps its connection between requests: opening one and saying all of that takes longer than most pages.
SECONDS_OPEN = 60


def sqlite(path: Path) -> dict[str, Any]:
    """The embedded database at `path`."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"timeout": 20, "init_command": SQLITE_START},
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": SECONDS_OPEN,
    }


def from_address(address: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?host=/socket/folder` as Django settings."""
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError("MIZAN_DATABASE_URL must begin with postgresql://")
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": SECONDS_OPEN,
        "CONN_HEALTH_CHECKS": True,
    }
