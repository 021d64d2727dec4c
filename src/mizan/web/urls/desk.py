"""The desk's pages: everything public, and what members enter."""

from __future__ import annotations

from django.urls import include, path

from mizan.framework import urls as framework
from mizan.institutions import urls as institutions
from mizan.places import urls as places
from mizan.web import desk_home, views

urlpatterns = [
    path("", views.home, name="home"),
    path("seat/", desk_home.my_seat, name="seat"),
    path("account/", include("allauth.urls")),
    path("", include((framework.desk + framework.public, "framework"))),
    path("", include((institutions.desk + institutions.public, "institutions"))),
    path("", include((places.public, "places"))),
]
handler400 = handler403 = handler404 = "mizan.web.views.not_here"
handler500 = "mizan.web.views.broken"
