"""Secret keys: from the environment, or from the folder that `mizan prepare` filled once. Never from code."""

from __future__ import annotations

from pathlib import Path

from mizan.web.settings.env import SettingError, env_secret


def secret(var: Path, door: str) -> str:
    """The secret key of a door; without one the start stops."""
    given = env_secret(f"MIZAN_{door.upper()}_SECRET")
    path = var / "secrets" / door
    if given:
        return given
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        name = f"MIZAN_{door.upper()}_SECRET_FILE"
        raise SettingError(f"no secret key for the {door} door: run `mizan prepare`, or set {name}") from None
