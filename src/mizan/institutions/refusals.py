"""The refusals of this room in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.kit.wording import sentences

sentences(
    {
        "institutions.not_your_side": _("Only the own side may do this. Each side keeps its own accounts and bodies."),
        "institutions.not_your_body": _("Only {body} may do this."),
        "institutions.role_needed": _("This needs one of the roles: {roles}."),
    }
)
