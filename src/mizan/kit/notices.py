"""Notices: what waits for a member. Worded when shown; mail only says that something waits, and is the same for all.

Rooms name their kinds at start-up. Nothing about a report may ever become a notice of this kind (I-1): the reporting
room sends one identical message each working day instead.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from mizan.kit.clock import now
from mizan.kit.models import Notice

log = logging.getLogger(__name__)
_KINDS: dict[str, Promise | str] = {}


def notice_kind(code: str, words: Promise | str) -> str:
    """Name a kind of notice once, with the sentence a member reads."""
    _KINDS[code] = words
    return code


def notify(users: Iterable[UUID | str], kind: str, url: str) -> int:
    """Put one notice before each user, inside the caller's transaction; returns how many."""
    if kind not in _KINDS:
        raise KeyError(f"notice kind {kind} is not named")
    rows = [Notice(user_id=user, kind=kind, url=url, created_at=now()) for user in dict.fromkeys(users)]
    Notice.objects.bulk_create(rows)
    return len(rows)


def words_of(notice: Notice) -> str:
    """The sentence of a notice in the reader's language."""
    return str(_KINDS.get(notice.kind, notice.kind))


def waiting(user_id: UUID | str) -> list[Notice]:
    """Unseen notices of one user, newest first."""
    return list(Notice.objects.filter(user_id=user_id, seen_at=None))


def seen(user_id: UUID | str) -> int:
    """Mark all of a user's notices as seen; returns how many."""
    return Notice.objects.filter(user_id=user_id, seen_at=None).update(seen_at=now())


def mail_waiting(moment: datetime, *, send: Callable[..., object] = send_mail) -> list[str]:
    """One content-free mail to each user with unmailed notices; returns whom it reached, by id. Idempotent.

    In the order of the ids, which tells nothing. What the mail server refuses is tried again another day; a server that
    gives no answer ends the round, so that it holds the clock once and not for each user.
    """
    rows = Notice.objects.filter(mailed_at=None, seen_at=None).select_related("user")
    mailed: list[str] = []
    for key, user in sorted({str(row.user_id): row.user for row in rows}.items()):
        try:
            with override(user.language or "en"):
                send(_("Mizan"), _("Something waits for you at the desk."), None, [user.email])
        except OSError as error:
            if _is_answer(error):
                log.warning("the mail server refused a mail: %s", type(error).__name__)  # whose words may name it
                continue
            log.error("the mail server gives no answer: %s", type(error).__name__)
            break
        else:
            mailed.append(key)
    rows.filter(user_id__in=mailed).update(mailed_at=moment)
    return mailed


def _is_answer(error: OSError) -> bool:
    """Whether the server itself said no: a reply with its code, or the recipients it will not have. Told by what such
    an error carries, since no room imports a client of the network."""
    return hasattr(error, "smtp_code") or hasattr(error, "recipients")
