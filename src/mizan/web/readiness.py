"""What stands against opening the doors: asked by `mizan check`, and by each production door when it starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from mizan.institutions.models import Institution, Membership, User
from mizan.kit.facts import World
from mizan.kit.models import Pack
from mizan.kit.notice_hook import fault_of
from mizan.kit.reviews import unreviewed
from mizan.ledger import guards, keyfiles
from mizan.ledger.journal import JournalBroken
from mizan.ledger.revoking import behind
from mizan.web.settings.production import LOOPBACK, hosts
from mizan.web.settings.secrets import DOORS, faults_of_secrets

DEMO_DOMAIN = "@mizan.example"


@dataclass(frozen=True)
class Reason:
    """One reason: a code for machines, a sentence for the operator."""

    code: str
    text: str


def reasons() -> list[Reason]:
    """Every reason, in a fixed order. The tables are read only once they are there."""
    found = list(settings_faults())
    tables = list(table_faults())
    if not tables:
        tables = [*guard_faults(), *journal_faults()]
        tables += [] if settings.DEMO else [*content_faults(), *wording_faults()]
    return found + tables


def refuse_to_open() -> None:
    """Stop a door that may not open, with every reason."""
    found = reasons()
    if found:
        sentences = "".join(f"\n  {reason.code}: {reason.text}" for reason in found)
        raise SystemExit(f"this door does not open ({len(found)} reasons; `mizan check` lists them):{sentences}")


def settings_faults() -> Iterator[Reason]:
    """Settings that are for developers or demonstrations only, or missing."""
    if settings.DEBUG:
        yield Reason("debug", "DEBUG is on: error pages would show code and data")
    if settings.DOOR == "command" and settings.NOTICE_HOOK and (fault := fault_of(settings.NOTICE_HOOK)):
        yield Reason("notice_hook", f"MIZAN_NOTICE_HOOK {fault}")  # no reason to close a door: none starts it
    if settings.DEMO:
        if not set(hosts(demo=True)) <= set(LOOPBACK):
            yield Reason("demo_not_loopback", "a demonstration answers on this machine only")
        return
    names = hosts(demo=False)
    if not names:
        yield Reason("no_hosts", "MIZAN_HOSTS names no host: which names do the doors answer to?")
    if any(name.startswith((".", "*")) for name in names):
        yield Reason("open_hosts", "MIZAN_HOSTS must name each host in full, without * or a leading dot")
    if not settings.DESK_ADDRESS.startswith("https://"):
        yield Reason("desk_address", "MIZAN_DESK_ADDRESS must begin with https://: one-time links lead there")
    own = (settings.DOOR,) if settings.DOOR in DOORS else DOORS  # a door cannot read the other's key
    for fault in faults_of_secrets(settings.VAR, own):
        yield Reason("secret", fault)
    yield from key_faults()


def key_faults() -> Iterator[Reason]:
    """Keys of the ledger that are missing or readable by others; a door needs the instance key and the promise key."""
    if not settings.LOG_ORIGIN:
        yield Reason("no_origin", "MIZAN_LOG_ORIGIN names no log: under which name do witnesses know it?")
    for path in (settings.INSTANCE_KEY, settings.PROMISE_KEY):
        try:
            keyfiles.read(path)
        except keyfiles.KeyMissing as missing:
            yield Reason("ledger_key", f"{missing}: run `mizan init`")
            continue
        if not keyfiles.is_private(path):
            yield Reason("ledger_key", f"{path} can be read by other accounts of this machine")


def table_faults() -> Iterator[Reason]:
    """A database that cannot be reached or is not migrated."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Reason("no_database", f"the database cannot be read: {str(error).strip().splitlines()[0]}")
        return
    if missing:
        yield Reason("unmigrated", f"{len(missing)} changes of the tables are not made yet: run `mizan init`")


def guard_faults() -> Iterator[Reason]:
    """Append-only triggers that are gone."""
    for name in guards.missing(connection):
        yield Reason("guard_missing", f"append-only guard missing: {name}")


def journal_faults() -> Iterator[Reason]:
    """A database that was restored and has not done the revocations since again; a journal that was shortened."""
    try:
        waiting = len(behind())
    except JournalBroken as broken:
        yield Reason("journal_broken", str(broken))
        return
    if waiting:
        text = f"{waiting} revocations were not done again since a restore: run `mizan log replay`"
        yield Reason("journal_waits", text)


def content_faults() -> Iterator[Reason]:
    """Anything of a demonstration in the database, or nothing of a country."""
    demo = User.objects.filter(email__endswith=DEMO_DOMAIN).count()
    if demo:
        yield Reason("demo_accounts", f"{demo} demonstration accounts ({DEMO_DOMAIN}) are in the database")
    posts = Membership.objects.filter(world=World.EXERCISE).count()
    if posts:
        yield Reason("exercise_posts", f"{posts} posts of the exercise are in the database")
    if Institution.objects.filter(world=World.EXERCISE).exists():
        yield Reason("exercise", "the exercise is in the database; a production start loads none of it")
    if settings.DOOR == "command" and _published_password_opens():
        yield Reason("demo_password", "the published demonstration password opens an account")
    if not Pack.objects.exists():
        yield Reason("no_pack", "no country pack is loaded: run `mizan init --pack NAME`")


def _published_password_opens() -> bool:
    """Whether an account made by the exercise still has its published password, whatever its address is now."""
    from mizan.web.exercise.accounts import DEMOS, PASSWORD  # noqa: PLC0415  (needs the accounts' apps)

    suspects = User.objects.filter(name__startswith="Exercise ")[: len(DEMOS)]
    return any(check_password(PASSWORD, user.password) for user in suspects)


def wording_faults() -> Iterator[Reason]:
    """Wording about safety, consent and rights that nobody answers for."""
    for code, _name in settings.LANGUAGES:
        keys = unreviewed(code)
        if keys:
            yield Reason("unreviewed", f"nobody has reviewed this wording in {code!r}: {', '.join(keys)}")
