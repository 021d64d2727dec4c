"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences
from mizan.sealing.codeword import CodewordRefused

sentences(
    {
        "integrity.unknown_body": _("A body that was chosen is no longer listed. Choose again."),
        "integrity.reads_reports": _(
            "Whoever reads reports for a body does not take any down. Somebody else must help this person."
        ),
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
        "integrity.too_many_files": _("At most {most} files can be taken. What was sent before them is stored."),
        "integrity.file_too_large": _("A file is too large for what this report may still hold. It was not stored."),
        "integrity.no_room_for_files": _("There is no room for files at the moment. Text is still taken."),
        "integrity.no_room": _("There is no room on this machine at the moment. Nothing was stored. Come back later."),
        "integrity.upload_unreadable": _("The upload was cut off or cannot be read. Choose the files again."),
        "integrity.file_meanwhile": _("Another file was added at the same moment. Send this one again."),
        "integrity.no_file": _("Choose a file first."),
        "integrity.no_such_file": _("This file is not here."),
        "integrity.not_given_back": _("Pictures and films are not given back. Readers of the report open them."),
        "integrity.too_many_codewords": _("A codeword can be changed a few times only; this was the last."),
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
