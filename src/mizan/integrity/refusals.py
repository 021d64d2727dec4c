"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

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
