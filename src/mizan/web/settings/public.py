"""The public door: no accounts, no session, no script, no cookie but the language's."""

from __future__ import annotations

from mizan.web.settings.base import *  # noqa: F403  (a settings module is a list of names)
from mizan.web.settings.base import DEMO, VAR
from mizan.web.settings.production import hosts, transport
from mizan.web.settings.secrets import secret

DOOR = "public"
SECRET_KEY = secret(VAR, "public")
ALLOWED_HOSTS = hosts(demo=DEMO)
ROOT_URLCONF = "mizan.web.urls.public"
WSGI_APPLICATION = "mizan.web.wsgi.public"
LANGUAGE_COOKIE_NAME = "mizan_language"
MIDDLEWARE = [
    "mizan.web.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mizan.web.middleware.readable",
    "mizan.ledger.public.serving.log_files",
    "mizan.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "mizan.web.middleware.refusals",
    "mizan.web.middleware.read_only_view",
]
globals().update(transport(demo=DEMO))
