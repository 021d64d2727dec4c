"""`mizan init --pack pakistan --state BODY=ADDRESS --society BODY=ADDRESS`: begin a production installation.

Secrets, words, tables, static files, the pack; no exercise and no demonstration account. Then the first admitter of
each side, by a one-time link that is printed once: hand it over in person. Running it again is harmless.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mizan.kit.actors import Side
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.web.commands.prepare import base
from mizan.web.readiness import reasons

CRITERIA = "first admitter, appointed by the operator"


@dataclass(frozen=True)
class Wanted:
    side: Side
    body: str
    email: str


class Unusable(Exception):
    """Words of the command that cannot be followed: exit 2."""


def main(argv: list[str]) -> int:
    """0 = begun, 2 = the words or the pack are wrong; nothing is half-begun, run it again."""
    parser = argparse.ArgumentParser(prog="mizan init")
    parser.add_argument("--pack", required=True, help="name of a country pack, for instance pakistan")
    parser.add_argument("--state", default="", metavar="BODY=ADDRESS", help="first admitter of the state's focal body")
    parser.add_argument("--society", default="", metavar="BODY=ADDRESS", help="first admitter of society's focal body")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    options = parser.parse_args(argv)
    try:
        wanted = [_wanted(side, text) for side, text in _given(options)]
        begun = _begin(options.pack, wanted)
    except (Unusable, Refused) as fault:
        print(word(fault) if isinstance(fault, Refused) else fault, file=sys.stderr)
        return 2
    _tell(begun, as_json=options.json)
    return 0


def _given(options: argparse.Namespace) -> list[tuple[Side, str]]:
    pairs = ((Side.STATE, options.state), (Side.SOCIETY, options.society))
    return [(side, text) for side, text in pairs if text]


def _wanted(side: Side, text: str) -> Wanted:
    body, _equals, email = text.partition("=")
    try:
        validate_email(email)
    except ValidationError:
        raise Unusable(f"--{side} takes BODY=ADDRESS, not {text!r}") from None
    return Wanted(side, body, email.lower())


def _begin(pack: str, wanted: list[Wanted]) -> list[dict[str, str]]:
    """Everything in order; returns one line per side asked for."""
    from mizan.web.packs.load import load_packs  # noqa: PLC0415  (needs the tables)
    from mizan.web.packs.validate import validate  # noqa: PLC0415  (slow to import)

    if settings.DEMO:
        raise Unusable(
            "this is a demonstration (MIZAN_DEMO=1): production begins with MIZAN_DEMO=0 and its own MIZAN_VAR"
        )
    folder = settings.PACKS / pack
    if Path(pack).name != pack or not (folder / "pack.yaml").is_file():
        raise Unusable(f"there is no pack {pack!r} in {settings.PACKS}")
    if faults := validate(folder):
        raise Unusable(f"the pack has {len(faults)} faults: `mizan pack validate {folder}` lists them")
    base(Path(settings.VAR))
    load_packs([folder])
    return [_first_admitter(one) for one in wanted]


def _first_admitter(wanted: Wanted) -> dict[str, str]:
    from mizan.institutions.access import has_active_admitter  # noqa: PLC0415  (needs the tables)
    from mizan.institutions.models import Institution, User  # noqa: PLC0415
    from mizan.web.accounts.founding import found_side  # noqa: PLC0415
    from mizan.web.accounts.links import one_time_link  # noqa: PLC0415

    body = Institution.objects.filter(pk=wanted.body, retired_at=None).first()
    if body is None:
        raise Unusable(f"there is no body {wanted.body!r} in the pack")
    line = {"side": wanted.side.value, "body": body.code, "email": wanted.email, "link": ""}
    if not has_active_admitter(body):
        today = datetime.now(UTC).date()
        post = found_side(wanted.side, body, email=wanted.email, criteria=CRITERIA, since=today)
        return {**line, "link": one_time_link(post.user)}
    user = User.objects.filter(email=wanted.email, memberships__institution=body, memberships__until=None).first()
    if user is not None and not user.has_usable_password():
        return {**line, "link": one_time_link(user)}
    return line


def _tell(begun: list[dict[str, str]], *, as_json: bool) -> None:
    left = reasons()
    if as_json:
        document = {"admitters": begun, "reasons_against_opening": [vars(reason) for reason in left]}
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in begun:
        print(f"{line['side']}: {line['email']} admits the members of {line['body']}")
        print(f"  one-time link, for three days: {line['link']}" if line["link"] else "  has one already; no new link")
    for reason in left:
        print(f"still against opening: {reason.code}: {reason.text}", file=sys.stderr)
