"""The transparency log: its locks, its second key, how often it republishes, and where its witnesses are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mizan.web.settings.env import env_bool, env_int, env_secret

# The demonstration's witnesses: (name, offset of the port to the base port). One of the state, two of society.
DEMO_WITNESSES = (
    ("witness.oversight.demonstration", 11),
    ("witness.ngo-1.demonstration", 12),
    ("witness.ngo-2.demonstration", 13),
)


def log_settings(var: Path, *, demo: bool) -> dict[str, Any]:
    """Settings of the sequencer."""
    keys = Path(env_secret("MIZAN_KEYS", str(var / "keys"))).resolve()
    number = env_int("MIZAN_LOG_NUMBER", 1)
    return {
        "LOG_NUMBER": number,
        "LOG": var / log_name(number),  # the published files of the log
        "LOG_KEY": keys / f"{log_name(number)}.key",
        "LOG_LOCK": var / "log.lock",
        "LOG_MLDSA": env_bool("MIZAN_LOG_MLDSA", False),
        "LOG_MLDSA_KEY": keys / f"{log_name(number)}-mldsa.key",
        "LOG_REPUBLISH": 60 if demo else 600,  # seconds until the same size is cosigned again
        "LOG_WITNESSES": env_secret("MIZAN_WITNESSES", _demo_addresses() if demo else ""),
    }


def log_name(number: int) -> str:
    """How the folder and the key of the `number`th origin are called. A new one never takes an old name."""
    return "log" if number == 1 else f"log{number}"


def _demo_addresses() -> str:
    port = env_int("MIZAN_PORT", 8000)
    return " ".join(f"{name}=http://127.0.0.1:{port + offset}" for name, offset in DEMO_WITNESSES)
