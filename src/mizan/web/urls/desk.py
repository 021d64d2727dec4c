"""The desk's pages: everything public, and what members enter."""

from __future__ import annotations

from django.urls import include, path

from mizan.council import urls as council
from mizan.framework import urls as framework
from mizan.institutions import urls as institutions
from mizan.integrity import urls as integrity
from mizan.integrity.assist import urls as assist
from mizan.ledger import urls as ledger
from mizan.places import urls as places
from mizan.prevention import urls as prevention
from mizan.web import desk_home
from mizan.web.urls import common
from mizan.web.urls.safe import safe

urlpatterns = [
    *common.own,
    path("seat/", desk_home.my_seat, name="seat"),
    path("account/", include("mizan.web.accounts.urls")),
    path("", include((framework.desk + safe(framework.public), "framework"))),
    path("", include((council.desk + safe(council.public), "council"))),
    path("", include((institutions.desk + safe(institutions.public), "institutions"))),
    path("", include((safe(places.public), "places"))),
    path("", include((ledger.desk + safe(ledger.public), "ledger"))),
    path("", include((assist.assist, "assist"))),
    path("", include((integrity.desk + safe(integrity.public), "integrity"))),
    path("", include((prevention.desk + safe(prevention.public), "prevention"))),
]
handler400 = "mizan.web.views.unreadable"
handler403 = handler404 = "mizan.web.views.not_here"
handler429 = "mizan.web.views.too_many"
handler500 = "mizan.web.views.broken"
