"""What the page of a report shows its reporter: status, duties, who holds it, what was said, and the log's proof."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mizan.integrity import kinds
from mizan.integrity.act_verbs import COPY_CONFIRMED, COPY_TAKEN, WORDS
from mizan.integrity.following import CONFIRMED, TAKEN, ReporterView, conversation, duties, holders, openings
from mizan.integrity.models import Attachment
from mizan.integrity.queries import choices
from mizan.integrity.queries.ground import Ground
from mizan.integrity.rules.filetypes import may_come_back
from mizan.integrity.services.files import own_files
from mizan.integrity.services.reporter import openable
from mizan.integrity.store import room_for_files
from mizan.kit.pages import rows_address
from mizan.ledger.models import Duty, DutyState
from mizan.sealing.codeword import Codeword
from mizan.sealing.files import FileRecord
from mizan.sealing.wordlists import Language

OPENINGS: dict[str, Promise | str] = {
    **{act.value: words for act, words in WORDS.items()}, TAKEN: COPY_TAKEN.words, CONFIRMED: COPY_CONFIRMED.words,
}  # fmt: skip
KIND_WORDS: dict[str, Promise | str] = {
    kinds.ACKNOWLEDGE.code: _("acknowledge it"),
    kinds.DECIDE.code: _("decide what to do"),
    kinds.FEED_BACK.code: _("tell you what was done"),
    kinds.UPDATE.code: _("write how it goes on"),
    kinds.FINISH.code: _("finish"),
}


def context_of(request: HttpRequest, view: ReporterView, on: Ground) -> dict[str, Any]:
    """Everything but the forms."""
    names = choices.bodies(on.world).names
    return {
        "report": view.report,
        "duties": [_duty(duty, on, names, held=view.report.held_on is not None) for duty in duties(view)],
        "holders": [names.get(code, code) for code in holders(view)],
        "lines": [{"line": one, "body": names.get(one.body, one.body)} for one in conversation(view)],
        "openings": [
            {"day": one.day, "body": names.get(one.body, one.body), "what": OPENINGS[one.act]} for one in openings(view)
        ],
        "openable": [{"code": one.body, "name": names.get(one.body, one.body)} for one in openable(view, on)],
        "vetoes": [{"code": code, "name": names.get(code, code)} for code in view.accusation.vetoes],
        "files": [_file(row, sealed) for row, sealed in own_files(view)],
        "action": rows_address(request, "report:follow"),
        "files_action": rows_address(request, "report:files"),
        "load_action": rows_address(request, "report:load"),
        "takes_files": room_for_files(),
    }


def forms_of(codeword: Codeword) -> dict[str, Any]:
    """A codeword in its three forms: the reader's own language first; a reader of neither gets English first."""
    own = Language.URDU if get_language() == Language.URDU.value else Language.ENGLISH
    other = Language.ENGLISH if own is Language.URDU else Language.URDU
    return {
        "own": (own.value, codeword.words(own)), "other": (other.value, codeword.words(other)),
        "digits": codeword.digits(),
    }  # fmt: skip


def _duty(duty: Duty, on: Ground, names: dict[str, str], *, held: bool) -> dict[str, Any]:
    """One duty in words, with what the log holds of it: a leaf's hash and its place."""
    is_open = duty.state == DutyState.OPEN
    late = is_open and on.today > duty.due_on
    return {
        "what": KIND_WORDS.get(duty.kind, duty.kind), "who": names.get(duty.owner, duty.owner), "due": duty.due_on,
        "state": "held" if is_open and held else "overdue" if late else duty.state,
        "leaves": [_leaf(leaf) for leaf in (duty.leaf, duty.closing_leaf) if leaf], "closing": _leaf(duty.closing_leaf),
        "may_contest": duty.state in (DutyState.MET, DutyState.LATE),
    }  # fmt: skip


def _file(row: Attachment, sealed: FileRecord | None) -> dict[str, Any]:
    """One file of hers: its name, and whether it is given back."""
    return {
        "number": row.number, "day": row.added_on, "name": sealed.name if sealed else None,
        "comes_back": sealed is not None and may_come_back(sealed.kind),
    }  # fmt: skip


def _leaf(leaf: Any) -> dict[str, Any] | None:
    """The hash, and the leaf's number in the log; none yet: by which slot it appears."""
    if leaf is None:
        return None
    return {"hash": bytes(leaf.hash).hex(), "number": leaf.idx, "slot": leaf.publish_from.date()}
