"""The addresses of helpers: the desk's alone. No address holds anything of a report."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.integrity.assist import pages
from mizan.integrity.door.steps import NAMES

assist: list[URLPattern] = [
    path("assist/", pages.start, name="start"),
    path("assist/send/", pages.send, name="send"),
    path("assist/waiting/", pages.waiting, name="waiting"),
    path("assist/files/", pages.add_files, name="files"),
    *(path(f"assist/{name}/", pages.step, {"name": name}, name=name) for name in NAMES),
]
