"""The addresses of readers at the desk, and of the docket at both doors. Those of intake: `door.urls`."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.integrity.desk import carrying_pages, closing, pages, taking
from mizan.integrity.docket.views import docket

public: list[URLPattern] = [path("docket/", docket, name="docket")]
desk: list[URLPattern] = [
    path("inbox/", pages.inbox_page, name="inbox"),
    path("inbox/closing/", closing.closing_page, name="closing"),
    path("inbox/<uuid:pk>/", pages.report_page, name="report"),
    path("copies/", carrying_pages.copies, name="copies"),
    path("copies/<uuid:pk>/", carrying_pages.take, name="copy_take"),
    path("copies/<uuid:pk>/confirm/", carrying_pages.confirm, name="copy_confirm"),
    path("inbox/<uuid:pk>/copy/", taking.copy_page, name="copy"),
    path("inbox/<uuid:pk>/files/<int:number>/", taking.file_page, name="file"),
    path("inbox/<uuid:pk>/files/<int:number>/cleaned/", taking.cleaned_page, name="cleaned"),
]
