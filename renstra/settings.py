"""Settings: one file, from the environment only; a wrong value stops the start with one sentence.

Every variable is described in docs/settings.md.
"""

import os
import re
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "data"
env = environ.Env()


def env_bool(name: str, *, default: bool) -> bool:
    """Read a yes/no variable; any other word is an error instead of quietly meaning no."""
    word = os.environ.get(name, "").strip().lower()
    if word == "":
        return default
    if word in {"1", "true", "ya"}:
        return True
    if word in {"0", "false", "tidak"}:
        return False
    raise ImproperlyConfigured(f"{name}={word} tidak dikenal; isi dengan 1 atau 0.")


def env_count(name: str, *, default: int) -> int:
    """Read a whole number above zero."""
    word = os.environ.get(name, "").strip()
    if word and (not word.isdecimal() or int(word) == 0):
        raise ImproperlyConfigured(f"{name}={word} keliru; isi dengan bilangan bulat di atas 0.")
    return int(word) if word else default


def env_words(name: str) -> list[str]:
    """Read a list separated by commas; blanks around and empty entries do not count."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def version() -> str:
    """Return the version in the first heading of CHANGELOG.md."""
    match = re.search(r"^## (\S+)", (BASE_DIR / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    if match is None:
        raise ImproperlyConfigured("CHANGELOG.md tidak memuat judul versi.")
    return match.group(1)


def folder(path: Path, name: str) -> Path:
    """Return `path`, made where it was missing; a place that cannot hold files stops the start."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}: folder {path} tidak dapat dibuat ({error.strerror}); pilih folder lain atau beri izin tulis."
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name}: folder {path} tidak dapat ditulisi; beri izin tulis.")
    return path


def secret_key() -> str:
    """Return SECRET_KEY; in the trial set-up (DEBUG or DEMO) one is made once and kept in data/."""
    given = os.environ.get("SECRET_KEY", "")
    if given:
        return given
    if not (DEBUG or DEMO):
        raise ImproperlyConfigured("SECRET_KEY belum diisi; isi dengan teks acak minimal 50 huruf.")
    path = DATA_DIR / "secret_key"
    if not path.exists():
        folder(DATA_DIR, "SECRET_KEY")
        path.touch(mode=0o600)  # private before it holds anything
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")


def time_zone() -> str:
    """Return TIME_ZONE if it names a zone."""
    name: str = env.str("TIME_ZONE", default="Asia/Jakarta")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"TIME_ZONE={name} tidak dikenal; isi Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura."
        ) from error
    return name


def site_address() -> str:
    """Return the address people reach the site by, which the QR of every edition prints.

    Empty where nobody set it: no edition is then published, since a wrong address could never be mended.
    """
    address = os.environ.get("ALAMAT_SITUS", "").strip().rstrip("/")
    if not address:
        return "http://127.0.0.1:8000" if DEMO else ""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"ALAMAT_SITUS={address} keliru; isi misalnya https://renstra.contoh.go.id tanpa jalur di belakangnya."
        )
    return address


def postgres(url: str) -> dict[str, Any]:
    """Return a PostgreSQL database; no message repeats a part of the URL, since it holds a password."""
    try:
        config = dict(env.db_url_config(url))
    except ValueError:
        raise ImproperlyConfigured(
            "DATABASE_URL keliru: port harus angka, dan tanda / : @ # ? pada sandi ditulis %2F %3A %40 %23 %3F."
        ) from None
    if not config.get("NAME"):
        raise ImproperlyConfigured("DATABASE_URL tidak menyebut nama basis data.")
    return {**config, "CONN_MAX_AGE": 60}


def database() -> dict[str, Any]:
    """Return the database: PostgreSQL by DATABASE_URL, else SQLite in data/."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return postgres(url)
    if url and not url.startswith("sqlite:///"):
        raise ImproperlyConfigured(
            "DATABASE_URL harus berbentuk postgres://pengguna:sandi@host:port/nama atau sqlite:///berkas."
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": url.removeprefix("sqlite:///") or folder(DATA_DIR, "DATABASE_URL") / "renstra.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # recursive_triggers: without it a REPLACE deletes a row past the guards of `targets.pengaman`
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
            "PRAGMA recursive_triggers=ON;",
        },
    }


def security_log() -> dict[str, Any]:
    """Return the handler of the security log: a file, or stderr where LOG_KEAMANAN is a dash."""
    name = os.environ.get("LOG_KEAMANAN", "") or str(DATA_DIR / "keamanan.jsonl")
    if name == "-":
        return {"class": "logging.StreamHandler", "formatter": "polos"}
    try:
        Path(name).touch(mode=0o640)
    except OSError as error:
        raise ImproperlyConfigured(
            f"LOG_KEAMANAN={name} tidak dapat ditulis; buat foldernya dan beri hak tulis."
        ) from error
    # The watched handler opens the file again after logrotate has moved it.
    return {
        "class": "logging.handlers.WatchedFileHandler",
        "filename": name,
        "encoding": "utf-8",
        "delay": True,
        "formatter": "polos",
    }


DEBUG = env_bool("DEBUG", default=False)
DEMO = env_bool("DEMO", default=False)
DEMO_PASSWORD = "demo-renstra-batam"  # noqa: S105 — printed on the sign-in page, only while DEMO=1
HTTPS = env_bool("HTTPS", default=False)
VERSION = version()
SECRET_KEY = secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ALAMAT_SITUS = site_address()

INSTALLED_APPS = [
    "renstra.apps.RenstraAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "import_export",
    "simple_history",
    "renstra.apps.LockOutConfig",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "renstra.apps.RenstraConfig",
    "programs.apps.ProgramsConfig",
    "indicators.apps.IndicatorsConfig",
    "targets.apps.TargetsConfig",
    "reports.apps.ReportsConfig",
    "imports.apps.ImportsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "renstra.middleware.HeadersMiddleware",  # inside CSP, whose policy it widens; outside what makes answers
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "renstra.middleware.SessionLimitsMiddleware",
    "renstra.middleware.SignInRequiredMiddleware",
    "programs.middleware.AccountGateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "renstra.urls"
WSGI_APPLICATION = "renstra.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "targets.views.pemberitahuan.kepala_halaman",
                "imports.views.kepala.kepala_impor",
            ]
        },
    }
]
DATABASES = {"default": database()}
MEDIA_ROOT = env.str("MEDIA_DIR", default=str(DATA_DIR / "bukti"))  # private: no URL serves it
BUKTI_MAKS_MB = env.int("BUKTI_MAKS_MB", default=10)
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a unit's whole form without JavaScript: 60 rows of some 20 fields
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "programs.Pengguna"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "programs.auth.UsernameOrNipBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "first_name", "last_name", "email", "nip"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"

HEADER_ALAMAT = os.environ.get("HEADER_ALAMAT", "")
KONTAK_ADMIN = os.environ.get("KONTAK_ADMIN", "")
KONTAK_KEAMANAN = os.environ.get("KONTAK_KEAMANAN", "")
WAJIB_TOTP = env_words("WAJIB_TOTP")
OTP_TOTP_ISSUER = "Renstra"
SESI_DIAM_MENIT = env_count("SESI_DIAM_MENIT", default=30)
SESI_PALING_LAMA_JAM = env_count("SESI_PALING_LAMA_JAM", default=8)

AXES_FAILURE_LIMIT = env_count("BATAS_GAGAL_MASUK", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env_count("TAHAN_MASUK_MENIT", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page names an hour, so trying again must not move it
AXES_USERNAME_CALLABLE = "programs.auth.counted_name"
AXES_CLIENT_IP_CALLABLE = "programs.auth.counted_address"
AXES_LOCKOUT_CALLABLE = "programs.views.masuk.terkunci"
AXES_DISABLE_ACCESS_LOG = True  # the security log has it
AXES_ENABLE_ADMIN = False  # programs.admin shows the locks in Indonesian
AXES_VERBOSE = False

# Without a worker beside it (DEMO: `make run` is two commands) work is done at once, while the person waits.
IMMEDIATE, QUEUED = "django_tasks.backends.immediate.ImmediateBackend", "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": IMMEDIATE if DEMO else QUEUED}}
HASIL_SIMPAN_HARI = env_count("HASIL_SIMPAN_HARI", default=7)
IMPOR_SIMPAN_HARI = env_count("IMPOR_SIMPAN_HARI", default=30)

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = time_zone()
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = folder(DATA_DIR / "static", "STATIC_ROOT")
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A browser takes a __Host- cookie only over TLS, from this very host, for every path.
SESSION_COOKIE_NAME = "__Host-sesi" if HTTPS else "sesi"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = SESI_PALING_LAMA_JAM * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "renstra.views.csrf_failure"
SECURE_REDIRECT_EXEMPT = [r"^kesehatan/$"]  # a probe on the same machine comes without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env_bool("HSTS_SUBDOMAIN", default=True)
# Preloading is a promise for the whole registered domain, which is not this installation's to give.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": folder(Path(os.environ.get("CACHE_DIR") or DATA_DIR / "cache"), "CACHE_DIR"),
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # Apart, so that many PDFs at once cannot push out who guesses codes.
    "hitungan": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": folder(Path(os.environ.get("CACHE_DIR") or DATA_DIR / "cache") / "hitungan", "CACHE_DIR"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
# Without this Django sends errors only to ADMINS by mail when DEBUG is off: a 500 would leave no trace.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "insiden": {
            "()": "renstra.lib.incidents.IncidentFormatter",
            "fmt": "%(asctime)s %(levelname)s %(message)s",
        },
        "polos": {"format": "%(message)s"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "insiden"},
        "keamanan": security_log(),
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "renstra.keamanan": {"handlers": ["keamanan"], "level": "INFO", "propagate": False},
        "axes": {"level": "ERROR"},  # failures and locks stand in the security log
    },
}
