"""The addresses of intake: the public door's alone. No address holds anything of a report."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.integrity.door import arriving, following_pages, pages, sending, steps, uploading

intake: list[URLPattern] = [
    path("report/", pages.start, name="start"),
    path("report/begin/", arriving.begin, name="begin"),
    path("report/salt.txt", pages.salt, name="salt"),
    path("report/send/", sending.send, name="send"),
    path("report/waiting/", sending.waiting, name="waiting"),
    path("report/typed/", sending.typed, name="typed"),
    path("report/files/", uploading.add, name="files"),
    path("report/files/load/", uploading.load, name="load"),
    path("report/follow/", following_pages.follow, name="follow"),
    *(path(f"report/{name}/", steps.step, {"name": name}, name=name) for name in steps.NAMES),
]
