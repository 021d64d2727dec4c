"""Pages of both doors."""

from __future__ import annotations

from django.urls import include, path

from mizan.council import urls as council
from mizan.framework import urls as framework
from mizan.institutions import urls as institutions
from mizan.integrity import urls as integrity
from mizan.ledger import urls as ledger
from mizan.places import urls as places
from mizan.prevention import urls as prevention
from mizan.web import pages, views
from mizan.web.urls.safe import safe

own = safe(
    [
        path("", views.home, name="home"),
        path("about/", pages.about, name="about"),
        path("about/accessibility/", pages.accessibility, name="accessibility"),
        path("about/threats/", pages.threats, name="threats"),
        path("about/sources/", pages.sources, name="sources"),
    ]
)
rooms = [
    path("", include((safe(framework.public), "framework"))),
    path("", include((safe(council.public), "council"))),
    path("", include((safe(institutions.public), "institutions"))),
    path("", include((safe(places.public), "places"))),
    path("", include((safe(ledger.public), "ledger"))),
    path("", include((safe(integrity.public), "integrity"))),
    path("", include((safe(prevention.public), "prevention"))),
]
