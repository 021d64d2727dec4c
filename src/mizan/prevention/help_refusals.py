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
        "prevention.hours_unreadable": _("“{part}” says no hours. Write it as: mon-fri 09:00-17:00; sat 09:00-13:00"),
    }
)
