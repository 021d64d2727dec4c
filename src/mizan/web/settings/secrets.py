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


DOORS = ("public", "desk")
SHORTEST = 40  # letters: 240 bits as `mizan prepare` draws them


def faults_of_secrets(var: Path, doors: tuple[str, ...] = DOORS) -> list[str]:
    """What is wrong with the doors' secret keys: missing, too short, shared, or readable by others."""
    faults: list[str] = []
    seen: set[str] = set()
    for door in doors:
        try:
            value = secret(var, door)
        except SettingError as error:
            faults.append(str(error))
            continue
        if len(value) < SHORTEST or len(set(value)) < 10:
            faults.append(f"the secret key of the {door} door is too short or too plain")
        if value in seen:
            faults.append("two doors share a secret key")
        seen.add(value)
        path = var / "secrets" / door
        if path.exists() and path.stat().st_mode & 0o077:
            faults.append(f"{path} can be read by other accounts of this machine")
    return faults
