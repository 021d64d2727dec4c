"""`mizan prepare`: make `var/` ready for the demonstration; quick when nothing changed.

Secrets, compiled translations, migrations, static files, packs, exercise. Idempotent; a run that was cut off is
simply run again, because the stamp is written last.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import secrets
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from mizan.integrity import instance
from mizan.ledger import keyfiles
from mizan.web.translations import compile_all

DOORS = ("public", "desk")


def main(argv: list[str]) -> int:
    """Returns 0 when everything is in place."""
    parser = argparse.ArgumentParser(prog="mizan prepare")
    parser.add_argument("--force", action="store_true", help="do everything again even if nothing changed")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mizan.web.settings.command")
    var = Path(settings.VAR)
    stamp, now = var / "prepared", fingerprint()
    if not options.force and _is_prepared(stamp, now):
        return 0
    django.setup()
    base(var)
    packs_and_exercise()
    stamp.write_text(now)
    return 0


def _is_prepared(stamp: Path, now: str) -> bool:
    """Nothing changed since the stamp was written, and an embedded database is still there."""
    embedded = Path(str(settings.DATABASES["default"]["NAME"]))
    is_there = "sqlite3" not in settings.DATABASES["default"]["ENGINE"] or embedded.exists()
    return is_there and stamp.exists() and stamp.read_text() == now


def base(var: Path) -> None:
    """Everything but the content: folders, secrets, words, tables, static files."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_secrets(var)
    make_keys()
    _say("words")
    compile_all(settings.PACKAGE / "locale", var / "locale")
    _say("tables")
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    _say("static files")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def packs_and_exercise() -> None:
    """The country pack with what it depends on, then (demonstration only) the exercise and its accounts."""
    from mizan.web.packs.load import load_packs  # noqa: PLC0415  (needs the tables)

    _say("packs")
    load_packs([settings.PACKS / "pakistan"])
    if settings.DEMO:
        from mizan.web.exercise.keys import make_readers  # noqa: PLC0415
        from mizan.web.exercise.log import play_log  # noqa: PLC0415  (needs the tables)
        from mizan.web.exercise.make import make_exercise  # noqa: PLC0415
        from mizan.web.exercise.manifest import make_manifest  # noqa: PLC0415

        _say("exercise")
        make_exercise()
        make_readers()
        make_manifest()
        _say("log of the exercise")
        play_log()


def make_secrets(var: Path) -> None:
    """One secret key per door, never overwritten, readable by the owner only."""
    folder = var / "secrets"
    folder.mkdir(mode=0o700, exist_ok=True)
    for door in DOORS:
        path = folder / door
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(48), encoding="ascii")


def make_keys() -> None:
    """Keys of the ledger, outside the database; never overwritten."""
    second = (settings.LOG_MLDSA_KEY,) if settings.LOG_MLDSA else ()
    for path in (settings.INSTANCE_KEY, settings.PROMISE_KEY, settings.LOG_KEY, settings.CLOCK_KEY, *second):
        keyfiles.make(path)
    instance.make(settings.KEYS)


def fingerprint() -> str:
    """A hash of the code and packs that `var/` was made from, and of whether it is a demonstration."""
    digest = hashlib.sha256(b"demo" if settings.DEMO else b"production")
    digest.update(repr(sorted((key, str(value)) for key, value in settings.DATABASES["default"].items())).encode())
    for path in sorted([*_files(settings.PACKAGE), *_files(settings.PACKS)]):
        digest.update(str(path).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".pyc", ".mo"})


def _say(what: str) -> None:
    print(f"preparing: {what}", file=sys.stderr, flush=True)
