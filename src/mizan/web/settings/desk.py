"""The desk: accounts with a second factor; htmx is sprinkled on pages that work without it."""

from __future__ import annotations

from copy import deepcopy

from mizan.web.settings.accounts import ACCOUNT_APPS, ACCOUNT_SETTINGS, mail
from mizan.web.settings.base import *  # noqa: F403  (a settings module is a list of names)
from mizan.web.settings.base import CONTENT_SECURITY_POLICY as _CSP
from mizan.web.settings.base import DEMO, TEMPLATES, VAR
from mizan.web.settings.base import INSTALLED_APPS as _BASE
from mizan.web.settings.production import hosts, transport
from mizan.web.settings.secrets import secret

DOOR = "desk"
SECRET_KEY = secret(VAR, "desk")
ALLOWED_HOSTS = hosts(demo=DEMO)
INSTALLED_APPS = [*_BASE, *ACCOUNT_APPS, "django_htmx"]
ROOT_URLCONF = "mizan.web.urls.desk"
WSGI_APPLICATION = "mizan.web.wsgi.desk"
LANGUAGE_COOKIE_NAME = "mizan_desk_language"
SESSION_COOKIE_NAME = "mizan_desk" if DEMO else "__Host-mizan_desk"
CSRF_COOKIE_NAME = "mizan_desk_csrf" if DEMO else "__Host-mizan_desk_csrf"
KEYS_COOKIE_NAME = "mizan_desk_keys" if DEMO else "__Host-mizan_desk_keys"  # `institutions.keysession`
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "mizan.web.views.stale_form"
MIDDLEWARE = [
    "mizan.web.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "mizan.web.middleware.readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mizan.institutions.keysession.keys_cookie",
    "mizan.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mizan.web.accounts.door.members_only",
    "mizan.ledger.public.serving.log_files",
    "mizan.web.middleware.refusals",
    "mizan.web.middleware.read_only_view",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = deepcopy(TEMPLATES)
TEMPLATES[0]["OPTIONS"]["context_processors"] += [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
CONTENT_SECURITY_POLICY = deepcopy(_CSP)
CONTENT_SECURITY_POLICY["DIRECTIVES"] |= {"script-src": ["'self'"], "connect-src": ["'self'"]}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
globals().update(ACCOUNT_SETTINGS)
globals().update(transport(demo=DEMO))
globals().update(mail(VAR, demo=DEMO))
