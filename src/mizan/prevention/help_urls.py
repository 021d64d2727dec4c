"""The addresses of what the public touches: help, materials, rights, feedback; and their desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.prevention.views import help as helping
from mizan.prevention.views import services_desk as offering

public: list[URLPattern] = [
    path("help/", helping.help_page, name="help"),
    path("help/s/<str:code>/", helping.service_page, name="service"),
    path("help/<str:code>/", helping.province_page, name="province"),
]
desk: list[URLPattern] = [
    path("services/", offering.services_page, name="own_services"),
    path("services/add/", offering.add_page, name="add_service"),
    path("services/import/", offering.import_page, name="import_services"),
    path("services/<str:code>/", offering.own_service_page, name="own_service"),
]
