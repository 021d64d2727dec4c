"""The refusals of services, materials and feedback in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "prevention.no_address_of_a_shelter": _(
            "A shelter has no address here: whoever looks for a woman reads this page too. Give a telephone number."
        ),
        "prevention.service_out_of_reach": _("Say how it is reached: a telephone number, a web address or an address."),
        "prevention.not_your_service": _("Another body offers this service."),
        "prevention.service_ended": _("This service has ended, or was changed since."),
        "prevention.month_not_over": _("Say it when the month is over."),
        "prevention.load_needed": _("Say how many asked, how many were answered, or both."),
        "prevention.more_answered_than_received": _("More were answered than asked."),
        "prevention.hours_unreadable": _("“{part}” says no hours. Write it as: mon-fri 09:00-17:00; sat 09:00-13:00."),
    }
)
sentences(
    {
        "prevention.file_too_large": _("The file is larger than 20 megabytes."),
        "prevention.file_of_no_kind": _("The library takes PDF, PNG, JPEG, MP3 and OGG files."),
        "prevention.licence_needed": _("Say under which licence others may copy it."),
        "prevention.reviewer_and_day": _("A review has a reviewer and a day, or there is none."),
        "prevention.not_your_material": _("Another body added this material."),
    }
)
sentences(
    {
        "prevention.no_such_subject": _("Choose what it is about."),
        "prevention.feedback_needed": _("Write what you want to say."),
        "prevention.feedback_too_long": _("Write at most 4000 characters."),
        "prevention.answer_needed": _("Write an answer."),
        "prevention.publish_both": _("For the public give the question in your own words and the answer, or neither."),
        "prevention.not_a_panel": _("Only bodies of survivors and workers mark."),
        "prevention.no_such_code": _("Nothing is found with this code. Look whether every letter is right."),
    }
)
