"""Fixtures that every room may use: the cast, clients of both doors, the loaded pack, guards lifted for a flush."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from tests.cast import Cast, Member, make_cast, sign_in

# A busy machine is no fault of the code: no property fails for being slow. The quick profile draws fewer examples.
hypothesis_settings.register_profile("calm", deadline=None)
hypothesis_settings.register_profile("quick", deadline=None, max_examples=25)
hypothesis_settings.load_profile("calm")

ROOT = Path(__file__).parents[1]
PUBLIC_NAMES = (
    "DOOR",
    "ROOT_URLCONF",
    "MIDDLEWARE",
    "LANGUAGE_COOKIE_NAME",
    "CONTENT_SECURITY_POLICY",
    "TEMPLATES",
    "WSGI_APPLICATION",
)


# What takes long even alone: the quick profile leaves it to the full one.
SLOW = (
    "tests/science/",
    "tests/packs/",
    "tests/web/test_doors_",
    "tests/web/test_exercise",
    "tests/web/test_supervisor",
    "tests/web/test_urdu",
    "tests/framework/test_pages",
    "tests/ledger/test_append_only",
    "tests/ledger/crashing/",
    "tests/tlog/test_tamper_matrix",
    "tests/tlog/test_downloads",
    "tests/institutions/test_members_two_sides",
    "tests/institutions/test_key_pages",
    "tests/institutions/test_intake_opening",
    "tests/integrity/test_clock",
    "tests/integrity/test_files",
    "tests/integrity/test_fuzz_intake",
    "tests/integrity/test_intake",
    "tests/ledger/test_attackers",
    "tests/ledger/test_erasure_pages",
    "tests/ledger/test_receipts",
    "tests/web/test_log_verbs",
    "tests/prevention/test_silence",
    "tests/prevention/test_pages",
)


# What these prove is in templates, menus, roles, routing and chance, the same code on both databases: SQLite takes them
# all, PostgreSQL those that are named. What a query means there is shown by the tests of its room.
NAMED_ONLY = {
    "tests/web/test_doors_table.py::test_at_the_desk_each_role": ("[stranger]", "[coordinator]", "[monitor]"),
    "tests/web/test_doors_links.py": ("[monitor-1]",),
    "tests/web/test_urdu_interface.py": (),
    "tests/web/test_exercise_twice.py": (),
    "tests/council/test_pages.py": (),
    "tests/council/test_proposal_pages.py": (),
    "tests/council/test_return_pages.py": (),
    "tests/council/test_no_sequence.py": (),
    "tests/prevention/test_pages.py": (),
    "tests/integrity/test_accused_eye.py::test_I1_internal_affairs_cannot_tell": ("[head of internal affairs]",),
}
# Their own processes open the database that is tested.
ON_BOTH = ("tests/ledger/crashing/",)
FLUSHES = {"transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="leave out what need not be repeated on another database"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests with the loaded pack run after those without, transactional ones last: a pack loaded once per database
    must not be seen by a test that did not ask for it, and a flush takes it away."""

    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker("slow")
    if config.getoption("--only-database"):
        leave_out(config, items, [item for item in items if not opens_database(item) or not is_named(item.nodeid)])

    def rank(item: pytest.Item) -> int:
        wanted = set(getattr(item, "fixturenames", ()))
        mark = item.get_closest_marker("django_db")
        flushes = bool(wanted & FLUSHES) or bool(mark and mark.kwargs.get("transaction"))
        if flushes and "loaded_pack" in wanted:
            raise pytest.UsageError(f"{item.nodeid}: loaded_pack cannot stand in a transactional test; load it inside")
        return 2 if flushes else int("loaded_pack" in wanted)

    items.sort(key=rank)


def opens_database(item: pytest.Item) -> bool:
    wanted = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or wanted & {"db", *FLUSHES}) or item.nodeid.startswith(ON_BOTH)


def is_named(nodeid: str) -> bool:
    """Whether PostgreSQL takes this test too."""
    return all(nodeid.endswith(names) for prefix, names in NAMED_ONLY.items() if nodeid.startswith(prefix))


def leave_out(config: pytest.Config, items: list[pytest.Item], out: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=out)
    gone = set(out)
    items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def pack_in_database(django_db_setup: None, django_db_blocker: Any) -> None:
    """The Pakistan pack with what it depends on, committed once per test database."""
    from mizan.web.packs.load import load_packs

    with django_db_blocker.unblock():
        load_packs([ROOT / "packs" / "pakistan"])


@pytest.fixture
def loaded_pack(pack_in_database: None, db: None) -> None:
    """This test sees the loaded pack; what it changes is rolled back."""


@pytest.fixture
def cast(db: None) -> Cast:
    """One person for each role that the rules tell apart."""
    return make_cast()


@pytest.fixture
def desk(db: None) -> Callable[..., Any]:
    """`desk()` is a stranger's client of the desk, `desk(member)` one signed in with a proved second factor."""
    from django.test import Client

    def client(member: Member | None = None, *, proved: bool = True) -> Any:
        fresh = Client()
        return sign_in(fresh, member, proved=proved) if member else fresh

    return client


@pytest.fixture
def public(db: None, settings: Any) -> Any:
    """A client of the public door (its settings, except the list of installed apps)."""
    from django.test import Client

    from mizan.web.settings import public as door

    for name in PUBLIC_NAMES:
        setattr(settings, name, getattr(door, name))
    return Client()


@pytest.fixture
def both_languages(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The catalogue as `mizan prepare` lays it: without it a test would read Urdu pages in English."""
    from mizan.web.translations import compile_all

    folder = tmp_path_factory.mktemp("locale")
    compile_all(ROOT / "src" / "mizan" / "locale", folder)
    settings.LOCALE_PATHS = [folder]


@pytest.fixture
def in_urdu(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The compiled catalogue, as `mizan prepare` lays it, and Urdu as the active language."""
    from django.utils import translation

    from mizan.web.translations import compile_all

    compile_all(ROOT / "src" / "mizan" / "locale", tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    with translation.override("ur"):
        yield


@pytest.fixture(scope="session")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of journals that nobody has used. Thousands of tests write none: no folder is made for them."""
    folder = tmp_path_factory.mktemp("journals")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def fresh_journal(settings: Any, journals: Iterator[Path]) -> None:
    """What one test revokes is rolled back in its database and must not wait in another's journal."""
    settings.REVOCATIONS = next(journals)


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    """Rate limits of one test do not reach the next."""
    from django.core.cache import cache

    cache.clear()


@contextmanager
def lifted_guards() -> Iterator[None]:
    """Inside, append-only tables can be emptied: for the flush after a transactional test, for nothing else."""
    from django.db import connection

    from mizan.ledger import guards

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            down, up = [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
        else:
            tables = sorted(guards.required())
            down, up = [
                [
                    "SET CONSTRAINTS ALL IMMEDIATE",  # PostgreSQL alters no table that has checks waiting
                    *(f"ALTER TABLE {table} {how} TRIGGER USER" for table in tables),
                    "SET CONSTRAINTS ALL DEFERRED",
                ]
                for how in ("DISABLE", "ENABLE")
            ]
        for statement in down:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in up:
                cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def _flush_with_lifted_guards() -> Iterator[None]:
    """Django empties all tables after a transactional test; the guards of production stay on during every test."""
    from django.test import TransactionTestCase

    flush = TransactionTestCase._fixture_teardown

    def with_lifted_guards(self: Any) -> None:
        with lifted_guards():
            flush(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", with_lifted_guards)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _onlooker() -> Iterator[None]:
    """On PostgreSQL a test that looks into a protected table sees it whole; the program sees what it said it would."""
    from django.db import connection

    from tests.onlooker import Onlooker

    if connection.vendor != "postgresql":
        yield
        return
    with connection.execute_wrapper(Onlooker()):
        yield
