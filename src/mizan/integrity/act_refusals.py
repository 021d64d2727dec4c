"""The refusals of the desk's acts in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "integrity.no_such_outcome": _("Choose one of the outcomes."),
        "integrity.report_closed": _("This report is closed. Nothing more is done with it."),
        "integrity.nothing_owed": _("No such duty is open for this report."),
        "integrity.moved_outward": _(
            "This duty has moved outward because its clock was missed. Whoever it moved to answers for it now."
        ),
        "integrity.words_needed": _("Say in words what this rests on."),
        "integrity.acknowledge_first": _("Acknowledge the report first."),
        "integrity.decide_first": _("Decide first what is done about it."),
        "integrity.no_inquiry": _("This belongs to an inquiry, and none was decided on."),
        "integrity.safety_first": _("Look at the reporter's safety first, and record what you found."),
        "integrity.reporter_in_danger": _(
            "The reporter would be in danger. The accused is not told until that is no longer so."
        ),
        "integrity.another_person": _("Another person than the one who looked at the reporter's safety decides this."),
        "integrity.disclose_first": _("The accused can be heard only after it was decided that he is told."),
        "integrity.hear_first": _("Nobody is found guilty unheard: record the hearing first."),
        "integrity.not_cleared": _("A letter goes to an officer who was cleared."),
        "integrity.letter_sent": _("The letter was sent before."),
        "integrity.never_told": _("The officer was never told of the report. A letter would tell him now."),
        "integrity.not_sustained": _("A sanction follows a sustained finding."),
        "integrity.proposed_before": _("Closing was proposed before. Somebody of another institution agrees or not."),
        "integrity.propose_first": _("Somebody of another institution must propose it first."),
        "integrity.none_chosen": _("Tick at least one report."),
        "integrity.too_many_chosen": _("At most {most} at once: nobody reads more before signing."),
        "integrity.read_alone": _("Read this report by itself first."),
        "integrity.one_cannot_be_closed": _("The report {report} cannot be closed so. Nothing of the batch was done."),
        "integrity.another_institution": _("Two persons of two institutions close a report as inadmissible."),
        "integrity.duties_before": _("Acknowledge, decide and tell the reporter before the inquiry is finished."),
        "integrity.find_first": _("Come to a finding first."),
        "integrity.letter_first": _("The officer was told and has been cleared: send the letter first."),
        "integrity.time_not_asked": _("Nobody asked for more time."),
        "integrity.next_rung_grants": _("More time is granted by a body further out than the one that asks."),
        "integrity.nobody_further": _("There is nobody further out who could grant more time."),
        "integrity.last_reader_stays": _(
            "You are the last who can read this report, and nobody else could take it over today. Tell oversight."
        ),
        "integrity.nobody_new": _("Everybody in that body who may read it can read it already."),
        "integrity.no_recipient": _("This is no key of age that a copy could be sealed to."),
        "integrity.clean_kind": _(
            "Cleaned copies are made of pictures (JPEG, PNG, GIF, WebP, BMP, TIFF), PDF documents and plain text. This "
            "file is none of them."
        ),
        "integrity.clean_too_large": _("A cleaned copy is made of files of up to {most} MiB. This file is larger."),
        "integrity.clean_points": _("This picture has more points than a copy may have ({most} millions)."),
        "integrity.clean_several": _("This file holds several pictures, or one that moves. No cleaned copy is made."),
        "integrity.clean_pages": _("This document has more than {most} pages. No cleaned copy is made."),
        "integrity.clean_unreadable": _(
            "This file is damaged, locked with a password, or not what its first bytes say. No cleaned copy is made."
        ),
        "integrity.clean_too_long": _("Cleaning took too long. Nothing was made, and the file may be hostile."),
        "integrity.clean_failed": _("Cleaning broke off. Nothing was made, and the file may be hostile."),
        "integrity.clean_busy": _("Another file is being cleaned. Try again in a minute."),
        "integrity.clean_no_sandbox": _(
            "This machine cannot shut a process in so that it can do no harm. No file is cleaned on it."
        ),
        "integrity.copy_gone": _("This copy is no longer there for you."),
        "integrity.copy_not_taken": _("Take the copy there first, and bring the code back."),
        "integrity.receipt_mistyped": _("This is no code of a copy: look for a slip, letter by letter."),
        "integrity.receipt_wrong": _("This code is not the one in that copy. Nothing was confirmed."),
        "integrity.clock_ahead": _("The time that was given is later than this machine's."),
        "integrity.clock_unwitnessed": _(
            "This machine's clock is ahead of everything that witnesses have signed ({days} days). Nothing was moved."
        ),
        "integrity.clock_set_back": _("This machine's clock is behind what witnesses have signed. Nothing was moved."),
    }
)
