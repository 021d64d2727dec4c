"""What NGOs download: two Python zip applications and one HTML page, each a single file, built from this package.

The same sources give the same bytes on every machine (sorted names, fixed times, nothing compressed), so that anybody
can build them again and compare the hash.
"""

from __future__ import annotations

import sys
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

PACKAGE = Path(__file__).parent
SCRIPTS = ("sha.js", "ed25519.js", "proof.js", "words.js", "page.js")
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first time that a zip file can tell
MAIN = "import sys\n\nfrom mizan.tlog.downloads import {name}\n\nsys.exit({name}(sys.argv[1:]))\n"

Verb = Callable[[list[str]], int]


@cache
def verify_app() -> bytes:
    """`mizan-verify.pyz`: verify, check and mirror; needs Python 3.11 and nothing else."""
    return _application("verify_main")


@cache
def witness_app() -> bytes:
    """`mizan-witness.pyz`: init and serve, and the three of the verifier; needs PyNaCl too."""
    return _application("witness_main")


@cache
def verify_page() -> bytes:
    """`verify.html`: checks one proof offline. Its own policy lets it run its one script and load nothing."""
    script = "\n".join(_text(name) for name in SCRIPTS)
    script = f"\n'use strict';\n{script}"
    style = f"\n{_text('page.css')}"
    policy = (
        f"default-src 'none'; script-src '{_source_hash(script)}'; style-src '{_source_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _text("page.html").replace("{{policy}}", policy).replace("{{style}}", style).replace("{{script}}", script)
    return page.encode()


FILES: dict[str, Callable[[], bytes]] = {
    "mizan-verify.pyz": verify_app,
    "mizan-witness.pyz": witness_app,
    "verify.html": verify_page,
}


def write_all(folder: Path) -> dict[str, str]:
    """Build every file into a folder; returns the SHA-256 of each in hex."""
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for name, build in FILES.items():
        (folder / name).write_bytes(build())
        hashes[name] = sha256(build()).hexdigest()
    return hashes


def verify_main(argv: list[str]) -> int:
    """Entry of `mizan-verify.pyz`."""
    return _dispatch("mizan-verify.pyz", _verifier_verbs(), argv)


def witness_main(argv: list[str]) -> int:
    """Entry of `mizan-witness.pyz`."""

    def witness(verb: str) -> Verb:
        from mizan.tlog.witness.command import main  # noqa: PLC0415

        return lambda words: main([verb, *words])

    verbs = {"init": witness("init"), "serve": witness("serve")}
    return _dispatch("mizan-witness.pyz", verbs | _verifier_verbs(), argv)


def _verifier_verbs() -> dict[str, Verb]:
    from mizan.tlog import mirror  # noqa: PLC0415  (only the two applications need them)
    from mizan.tlog.verifier import check, command  # noqa: PLC0415

    return {"verify": command.main, "check": check.main, "mirror": mirror.main}


def _dispatch(program: str, verbs: dict[str, Verb], argv: list[str]) -> int:
    if argv[:1] in (["-h"], ["--help"]):
        print(f"usage: python3 {program} {'|'.join(verbs)} ...   (each explains itself with --help)")
        return 0
    if not argv or argv[0] not in verbs:
        print(f"usage: python3 {program} {'|'.join(verbs)} ...", file=sys.stderr)
        return 2
    return verbs[argv[0]](argv[1:])


def _application(main: str) -> bytes:
    """A zip application of this package alone."""
    buffer = BytesIO()
    buffer.write(b"#!/usr/bin/env python3\n")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in [("__main__.py", MAIN.format(name=main).encode()), *_sources()]:
            entry = zipfile.ZipInfo(name, OLDEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def _sources() -> Iterator[tuple[str, bytes]]:
    yield "mizan/__init__.py", (PACKAGE.parent / "__init__.py").read_bytes()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html", ".css", ".js"}):
        yield f"mizan/tlog/{path.relative_to(PACKAGE).as_posix()}", path.read_bytes()


def _text(name: str) -> str:
    return (PACKAGE / "page" / name).read_text("utf-8")


def _source_hash(text: str) -> str:
    """The hash of an inline script or style, as a Content-Security-Policy names it."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
