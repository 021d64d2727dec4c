"""The worker: the clock and, later, the sequencer."""

from __future__ import annotations

from mizan.web.settings.accounts import ACCOUNT_APPS, ACCOUNT_SETTINGS, mail
from mizan.web.settings.base import *  # noqa: F403  (a settings module is a list of names)
from mizan.web.settings.base import DEMO, VAR
from mizan.web.settings.base import INSTALLED_APPS as _BASE
from mizan.web.settings.env import env_secret

DOOR = "worker"
INSTALLED_APPS = [*_BASE, *ACCOUNT_APPS]
SECRET_KEY = env_secret("MIZAN_WORKER_SECRET", "the worker signs nothing yet")
ALLAUTH_TRUSTED_PROXY_COUNT = 0
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # nothing is served here, so no middleware waits for attempts
ROOT_URLCONF = "mizan.web.urls.desk"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth asks for it even where nothing is served
globals().update(ACCOUNT_SETTINGS)
globals().update(mail(VAR, demo=DEMO))
