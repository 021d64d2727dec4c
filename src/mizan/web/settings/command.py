"""The command line: the owner of the database, no door."""

from __future__ import annotations

from mizan.web.settings.accounts import ACCOUNT_APPS, ACCOUNT_SETTINGS
from mizan.web.settings.base import *  # noqa: F403  (a settings module is a list of names)
from mizan.web.settings.base import INSTALLED_APPS as _BASE
from mizan.web.settings.env import env_secret

DOOR = "command"
INSTALLED_APPS = [*_BASE, *ACCOUNT_APPS, "django_htmx"]  # the last for its static files
SECRET_KEY = env_secret("MIZAN_COMMAND_SECRET", "the command line signs nothing")
ALLAUTH_TRUSTED_PROXY_COUNT = 0
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # nothing is served here, so no middleware waits for attempts
ROOT_URLCONF = "mizan.web.urls.desk"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth asks for it even where nothing is served
globals().update(ACCOUNT_SETTINGS)
