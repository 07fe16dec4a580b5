"""Settings of the archive. Everything comes from the environment; every default is safe on a single machine.

Two modes (`ARCHIVE_MODE`):

- `embedded` (default): one machine, one SQLite file, reachable from this machine only, nothing to configure;
- `production`: PostgreSQL and a web server in front; refuses to start without a secret and a list of hosts.

`docs/configuration.md` lists every variable.
"""

import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from archive.secret import stored_secret

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").is_file():
    env.read_env(BASE_DIR / ".env")

MODE = env.str("ARCHIVE_MODE", default="embedded")
if MODE not in {"embedded", "production"}:
    raise ImproperlyConfigured(f"ARCHIVE_MODE is {MODE!r}; it must be 'embedded' or 'production'.")
PRODUCTION = MODE == "production"
VAR_DIR = Path(env.str("ARCHIVE_VAR", default=str(BASE_DIR / "var")))

# --- Security ---------------------------------------------------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if PRODUCTION:
    missing = [name for name, value in [("SECRET_KEY", SECRET_KEY), ("ALLOWED_HOSTS", ALLOWED_HOSTS)] if not value]
    if missing:
        raise ImproperlyConfigured(
            f"ARCHIVE_MODE=production needs {' and '.join(missing)} in the environment (see docs/configuration.md)."
        )
    HTTPS = env.bool("HTTPS", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
    SECURE_SSL_REDIRECT = HTTPS
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
    SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=3600 if HTTPS else 0)
    # Other hosts of the domain, and browsers' preload lists, are not this archive's to decide on.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
elif not SECRET_KEY:
    SECRET_KEY = stored_secret(VAR_DIR / "secret_key")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- Application ------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.import_export",
    "articles",  # before import_export, which has a command `export` too
    "import_export",
    "archive.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "archive.content_security.content_security_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.language.chosen_language_middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
ASGI_APPLICATION = "archive.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Database ---------------------------------------------------------------------------------------------------------

SQLITE_FILE = VAR_DIR / "archive.sqlite3"
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{SQLITE_FILE}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # Readers go on reading while one writer writes (WAL). A writer takes its lock when its transaction begins
    # (IMMEDIATE) and waits for its turn, instead of failing half-way when it first writes.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": env.int("SQLITE_TIMEOUT", default=30),
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query costs more than running it at the size of this archive.
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Passwords --------------------------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- The back office --------------------------------------------------------------------------------------------------

RED = {
    50: "#fdf4f2",
    100: "#fae5e1",
    200: "#f4cdc6",
    300: "#eaa89d",
    400: "#dc7a6b",
    500: "#e0796a",
    600: "#98241a",
    700: "#811e16",
    800: "#6a1a13",
    900: "#581912",
    950: "#300a06",
}
UNFOLD = {
    "SITE_TITLE": _("Archive of Hospital Party-Building Cases"),
    "SITE_HEADER": _("Back office of the archive"),
    "SITE_ICON": lambda request: static("seal.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("seal.svg")}],
    "STYLES": [lambda request: static("back-office.css")],
    "SCRIPTS": [lambda request: static("back-office.js")],
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "4px",
    "COLORS": {"primary": RED},
}
# The history of the archive is its own; nothing else is kept beside it.
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_USE_TRANSACTIONS = True
# What looks like a formula in a table stays text when a spreadsheet opens it.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# --- Files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
# Embedded: served from where they lie, so that nothing has to be collected. Production: hashed and compressed.
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))) if PRODUCTION else None
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# The form of a long article has four fields a passage.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- The archive's own ------------------------------------------------------------------------------------------------

# Pages larger than this are refused, not truncated: a newspaper page is some tens of kilobytes.
PAGE_SIZE_LIMIT = env.int("PAGE_SIZE_LIMIT", default=10 * 1024 * 1024)
# Seconds after which reading a page is given up: most take some hundredths.
PAGE_TIME_LIMIT = env.float("PAGE_TIME_LIMIT", default=120.0)
FACSIMILE_SIZE_LIMIT = env.int("FACSIMILE_SIZE_LIMIT", default=50 * 1024 * 1024)
ARTICLES_PER_PAGE = env.int("ARTICLES_PER_PAGE", default=20)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "stream": sys.stderr}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # jieba announces each load of its dictionary on standard error.
    "loggers": {"jieba": {"level": "WARNING"}},
}
