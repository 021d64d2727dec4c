"""What every process shares. Doors (`public`, `desk`, `worker`, `command`) add their own."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from mizan.web.settings import database
from mizan.web.settings.env import env_bool, env_int, env_secret
from mizan.web.settings.log import log_settings
from mizan.web.settings.production import desk_address

PACKAGE = Path(__file__).resolve().parents[2]
PACKS = Path(env_secret("MIZAN_PACKS", str(PACKAGE.parents[1] / "packs"))).resolve()
VAR = Path(env_secret("MIZAN_VAR", "var")).resolve()
DEMO = env_bool("MIZAN_DEMO", False)
DEBUG = False
DOOR = "command"
DESK_ADDRESS = desk_address(demo=DEMO, port=env_int("MIZAN_PORT", 8000))  # where one-time links lead

_address = env_secret("MIZAN_DATABASE_URL")
# Keys outside the database and its backups (`mizan.ledger.keyfiles`); slots of the log in minutes: leaves with a duty,
# and others. In the demonstration nobody waits for midnight.
KEYS = Path(env_secret("MIZAN_KEYS", str(VAR / "keys"))).resolve()
INSTANCE_KEY = KEYS / "instance.key"
REVOCATIONS = Path(env_secret("MIZAN_REVOCATIONS", str(KEYS / "revocations"))).resolve()  # not in the database's backup
PROMISE_KEY = KEYS / "promise.key"
SEALED = Path(env_secret("MIZAN_SEALED", str(VAR / "sealed"))).resolve()  # sealed files of reports
QUICK_EXIT = env_secret("MIZAN_QUICK_EXIT", "https://www.google.com/")  # where a reporter who must hide is led
NOTICE_HOOK = env_secret("MIZAN_NOTICE_HOOK")  # a program for text messages; off without one: `mizan.kit.notice_hook`
CLOCK_KEY = KEYS / "clock.key"  # the worker's: opens the outer box of a rung after a missed clock
MANIFEST_PINS = Path(env_secret("MIZAN_MANIFEST_PINS", str(KEYS / "manifest-pins"))).resolve()  # `mizan.ledger.pins`
INTAKE_PROOF = VAR / "intake-open.json"  # `mizan.institutions.intake_proof`
LOG_ORIGIN = env_secret("MIZAN_LOG_ORIGIN", "mizan.example/exercise-log" if DEMO else "")
PROMISE_HOURS = 1 if DEMO else 24  # after its slot a promised leaf is in the log
LEDGER_SLOTS = {"duty": 1, "other": 1} if DEMO else {"duty": 24 * 60, "other": 60}

globals().update(log_settings(VAR, demo=DEMO))
DATABASES = {"default": database.from_address(_address) if _address else database.sqlite(VAR / "mizan.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "institutions.User"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "mizan.kit",
    "mizan.ledger",
    "mizan.places",
    "mizan.institutions",
    "mizan.framework",
    "mizan.council",
    "mizan.integrity",
    "mizan.prevention",
    "mizan.web",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "mizan.web.context.page",
            ],
        },
    }
]

FORM_RENDERER = "mizan.kit.rendering.Renderer"
USE_TZ = True
TIME_ZONE = "UTC"  # rules count in UTC; pages show the pack's zone
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ur", _("Urdu"))]
LOCALE_PATHS = [VAR / "locale"]  # compiled from src/mizan/locale by `mizan prepare` and `mizan init`

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
APPEND_SLASH = True
SECURE_CONTENT_TYPE_NOSNIFF = True
# Nothing leaks to other sites; "no-referrer" would also blank the Origin of our own forms, which CSRF checks need.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
TEST_RUNNER = "django.test.runner.DiscoverRunner"
SILENCED_SYSTEM_CHECKS: list[str] = []

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
