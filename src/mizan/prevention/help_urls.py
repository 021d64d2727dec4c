"""The addresses of what the public touches: help, materials, rights, feedback; and their desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.prevention.views import feedback, feedback_desk, library, library_desk
from mizan.prevention.views import help as helping
from mizan.prevention.views import services_desk as offering

public: list[URLPattern] = [
    path("help/", helping.help_page, name="help"),
    path("help/s/<str:code>/", helping.service_page, name="service"),
    path("help/<str:code>/", helping.province_page, name="province"),
    path("answers/", feedback.answers_page, name="answers"),
    path("rights/", library.rights_page, name="rights"),
    path("rights/<str:code>/", library.right_page, name="right"),
    path("materials/", library.library_page, name="materials"),
    path("materials/files/<uuid:pk>/", library.version_file, name="version_file"),
    path("materials/<str:code>/", library.material_page, name="material"),
]
desk: list[URLPattern] = [
    path("feedback/", feedback_desk.inbox_page, name="feedback_inbox"),
    path("feedback/<uuid:pk>/", feedback_desk.one_page, name="feedback_one"),
    path("panel/<str:about>/<str:code>/", feedback_desk.mark_page, name="mark"),
    path("materials/add/", library_desk.add_page, name="add_material"),
    path("materials/<str:code>/", library_desk.material_page, name="material"),
    path("services/", offering.services_page, name="own_services"),
    path("services/add/", offering.add_page, name="add_service"),
    path("services/import/", offering.import_page, name="import_services"),
    path("services/<str:code>/", offering.own_service_page, name="own_service"),
]
# The public door's alone: what writes there.
intake: list[URLPattern] = [
    path("feedback/", feedback.feedback_page, name="send"),
    path("feedback/follow/", feedback.follow_page, name="follow"),
]
