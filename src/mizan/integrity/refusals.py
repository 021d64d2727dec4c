"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences
from mizan.sealing.codeword import CodewordRefused

sentences(
    {
        "integrity.unknown_body": _("A body that was chosen is no longer listed. Choose again."),
        "integrity.last_reader": _(
            "Nobody could read this report if all of these are kept out. Let at least one of them read it."
        ),
        "integrity.no_way": _(
            "For a report about these people there is nobody yet who could read it without a conflict. It was not sent."
        ),
        "integrity.too_long": _("This text is too long. Send the rest as a file or as a message."),
        "integrity.codeword_given": _("The codeword of this report has been given already."),
        "integrity.no_such_codeword": _("No report was found. Look for a slip: each word and its place matter."),
        "integrity.nothing_written": _("Write something first."),
        "integrity.not_to_this_body": _("The report cannot be opened to this body."),
        "integrity.no_such_veto": _("None of these bodies was kept out by you."),
        "integrity.held_before": _("The report is held already."),
        "integrity.not_held": _("The report is not held."),
        "integrity.too_many_messages": _("A report has at most {most} messages."),
    }
)

# What was typed is no codeword: by `sealing.codeword.CodewordRefused.code`.
CODEWORDS: dict[str, Promise | str] = {
    "empty": _("Type the codeword."),
    "too-long": _("This is longer than a codeword."),
    "digits": _("A codeword in digits has 27 of them, or 29 with the two check digits."),
    "check": _("A digit is wrong: look at each group of three again."),
    "words": _("A codeword has 8 words."),
    "unknown-word": _("Word {place} is not on the list. Near it: {near}."),
}


def word_codeword(refused: CodewordRefused) -> str:
    """The sentence for what was typed; for a word that is none, its place and words near it."""
    sentence = str(CODEWORDS[refused.code])
    if not refused.places:
        return sentence
    near = ", ".join(refused.near[0]) or "?"
    return sentence.format(place=refused.places[0], near=near)
