"""The public door's pages."""

from __future__ import annotations

from django.urls import include, path

from mizan.integrity.door import urls as report
from mizan.prevention import help_urls
from mizan.web.urls import common

urlpatterns = [
    *common.own,
    *common.rooms,
    path("", include((report.intake, "report"))),
    path("", include((help_urls.intake, "feedback"))),
]
handler400 = "mizan.web.views.unreadable"
handler403 = handler404 = "mizan.web.views.not_here"
handler500 = "mizan.web.views.broken"
