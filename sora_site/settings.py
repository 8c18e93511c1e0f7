"""All settings, in one file. Every value an operator may change is read from the environment."""

from pathlib import Path

from csp.constants import NONCE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from sora_site.env import choice, database, env, likeness_key, secret_key, whole

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data")))

# --- the site -----------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret_key(DATA_DIR, debug=DEBUG)
SITE_NAME = env.str("SITE_NAME", default="Assent")
# The word for a likeness that people see: "Cameo" is somebody's trademark.
LIKENESS_WORD = env.str("LIKENESS_WORD", default="Likeness")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
if not DEBUG and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must be set when DEBUG is off.")

INSTALLED_APPS = [
    "daphne",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "csp",
    "core",
    "accounts",
    "cameos",
    "rights",
    "billing",
    "generation",
    "feed",
    "moderation",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.RegionMiddleware",
    "core.signs.NoNulMiddleware",
    "core.problems.RefusedMiddleware",
    "sora_site.admin.AdminPolicyMiddleware",
]

ROOT_URLCONF = "sora_site.urls"
ASGI_APPLICATION = "sora_site.asgi.application"
WSGI_APPLICATION = "sora_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "sora_site.context.site",
            ],
        },
    },
]

# --- engines ------------------------------------------------------------------------------
DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default="postgres://postgres@127.0.0.1:5432/assent"),
        pool_size=whole("DATABASE_POOL", 16, at_least=2),
    )
}
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
REDIS_PREFIX = env.str("REDIS_PREFIX", default="assent")

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": REDIS_PREFIX},
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{REDIS_PREFIX}:celery:"}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"generation.tasks.render": {"queue": "render"}}
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# A lost message costs one period: every sweep finds again, from the rows, what should happen.
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "generation.tasks.sweep", "schedule": 5.0, "options": {"expires": 5}},
    "sweep-orders": {"task": "generation.tasks.sweep_orders", "schedule": 30.0, "options": {"expires": 30}},
    "sweep-expired": {"task": "generation.tasks.sweep_expired", "schedule": 60.0, "options": {"expires": 60}},
    "sweep-pictures": {"task": "generation.tasks.sweep_pictures", "schedule": 3600.0},
    "sweep-orphans": {"task": "generation.tasks.sweep_orphans", "schedule": 86_400.0},
    "sweep-enrolments": {"task": "cameos.tasks.sweep", "schedule": 30.0, "options": {"expires": 30}},
    "sweep-biometrics": {"task": "cameos.tasks.sweep_biometrics", "schedule": 3600.0},
    "forget-unfinished": {"task": "accounts.tasks.forget_unfinished", "schedule": 3600.0},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")

# --- generation ---------------------------------------------------------------------------
ENGINE = choice("ENGINE", ("storyboard", "diffusers"), "storyboard")
ENGINES = {
    "storyboard": {
        "class": "generation.engines.storyboard.StoryboardEngine",
        "options": {},
        "first_frame": "may",
    },
    "diffusers": {
        "class": "generation.engines.diffusers.DiffusersEngine",
        # Whether clips start from pictures; "model": what the index of the folder says.
        "first_frame": choice("DIFFUSERS_FIRST_FRAME", ("model", "never", "may", "must"), "model"),
        # More by name: DIFFUSERS_OPTIONS={"steps": 20, "frames": 81}
        "options": {
            "folder": env.str("DIFFUSERS_FOLDER", default=""),
            **env.json("DIFFUSERS_OPTIONS", default={}),
        },
    },
}
CLIP_SECONDS = 10
CLIP_COST = whole("CLIP_COST", 12)  # credits
DAILY_ALLOWANCE = whole("DAILY_ALLOWANCE", 120)  # credits
PROMPT_LIMIT = 1000  # code points
CAST_LIMIT = 3  # people in one clip
RECEIPT_KEY = env.str("RECEIPT_KEY", default="")  # 32 bytes in base64; empty: made from SECRET_KEY
RECEIPT_OLD_KEYS = env.list("RECEIPT_OLD_KEYS", default=[])  # public keys that have signed before
JOB_LEASE_SECONDS = whole("JOB_LEASE_SECONDS", 10, at_least=3)
JOB_ATTEMPTS = 2
RENDER_TIME_LIMIT = whole("RENDER_TIME_LIMIT", 3600)  # seconds, for all that one wake-up renders
REQUESTS_AT_ONCE = whole("REQUESTS_AT_ONCE", 20, at_least=1)  # for licenses, waiting, of one person
JOBS_AT_ONCE = whole("JOBS_AT_ONCE", 3, at_least=1)  # waiting or running, for one person
# Hours between choosing "everyone" and the first stranger who may use a likeness; 0: at once.
LIKENESS_COOL_DOWN_HOURS = whole("LIKENESS_COOL_DOWN_HOURS", 24)
# One stranger with so many clips of one face within so many hours is looked at.
LIKENESS_ALARM_CLIPS = whole("LIKENESS_ALARM_CLIPS", 10, at_least=2)
LIKENESS_ALARM_HOURS = whole("LIKENESS_ALARM_HOURS", 24, at_least=1)

# --- media --------------------------------------------------------------------------------
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(DATA_DIR / "media")))
MEDIA_LINK_SECONDS = whole("MEDIA_LINK_SECONDS", 300, at_least=1)
S3_BUCKET = env.str("S3_BUCKET", default="")
S3 = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
    "access_key": env.str("S3_ACCESS_KEY", default="") or None,
    "secret_key": env.str("S3_SECRET_KEY", default="") or None,
    "region_name": env.str("S3_REGION", default="us-east-1"),
    "signature_version": "s3v4",
    "addressing_style": "path",
    "default_acl": None,
    "file_overwrite": False,
    "querystring_expire": MEDIA_LINK_SECONDS,
}
STORAGES = {
    "default": (
        {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": S3}
        if S3_BUCKET
        else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "sora_site.storages.StaticStorage"
    },
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "sora_site.fonts.InterFinder",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
PORTRAIT_LIMIT_BYTES = 10 * 1024 * 1024
PICTURE_LIMIT_BYTES = 20 * 1024 * 1024  # that a clip starts from
PICTURES_PER_DAY = whole("PICTURES_PER_DAY", 40, at_least=1)  # of one member, refused ones too
# A face in it that cannot be cast: refused, or on request redrawn, and looked at by a moderator first.
PICTURE_STRANGERS = choice("PICTURE_STRANGERS", ("refuse", "stylize"), "refuse")
PICTURE_FACES = 8  # in a picture of which some are redrawn: no crowds
PICTURE_REVIEW_DAYS = 7  # a picture waits so long for a moderator

# --- likenesses ---------------------------------------------------------------------------
FACE_DETECTOR = env.str("FACE_DETECTOR", default="cameos.faces.yunet.YuNet")
FACE_EMBEDDER = env.str("FACE_EMBEDDER", default="cameos.faces.resnet.ResNet")
SPEECH_RECOGNIZER = env.str("SPEECH_RECOGNIZER", default="cameos.enrolment.sphinx.Sphinx")
LIVENESS = env.str("LIVENESS", default="cameos.enrolment.builtin.BuiltIn")
LIKENESS_KEY = likeness_key(DATA_DIR, debug=DEBUG)
LIKENESS_KEY_STORE = env.str("LIKENESS_KEY_STORE", default="cameos.biometrics.keystore.SiteKey")
CHALLENGE_SECONDS = 120
ENROLMENT_MINUTES = 30  # from the consent to the last byte
ENROLMENT_LIMIT_BYTES = 64 * 1024 * 1024
PIECE_LEAST_BYTES = 64 * 1024  # of a recording on its way, the last piece aside: 1024 pieces at most
ENROLMENTS_PER_DAY = whole("ENROLMENTS_PER_DAY", 10, at_least=1)  # by one person, in any 24 hours
RECORDING_DAYS = 30  # an accepted recording is kept so long, for a review that its owner may ask for
BEING_LIMIT = whole("BEING_LIMIT", 20, at_least=0)  # pets, objects and characters of one member
# The strictest of the laws that may apply: Texas asks for one year, Illinois for three.
LIKENESS_UNUSED_DAYS = whole("LIKENESS_UNUSED_DAYS", 365, at_least=1)

# --- accounts -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "feed:for_you"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.EntranceForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60  # seconds
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ("password",)  # we have no page for the others that allauth knows
ACCOUNT_SESSION_REMEMBER = True
# A code has 100 random bits. The bounds on wrong ones keep the log and the processor quiet.
ACCOUNT_RATE_LIMITS = {
    "invite_refused": "20/h/ip,3000/h/key",
    "likeness_claim": "5/h/ip,500/d/key",
    "being_pictures": "60/h/user",  # forms with pictures, each of which is searched for faces
    "clip_orders": "300/h/user",  # also those that are refused: each answer is stored
    "waiting_orders": "60/h/user",  # each asks somebody
}
INVITES_PER_MEMBER = whole("INVITES_PER_MEMBER", 4)
INVITE_DAYS = whole("INVITE_DAYS", 30, at_least=1)
# How many proxies of our own stand in front: their X-Forwarded-For is believed, no one else's.
TRUSTED_PROXIES = whole("TRUSTED_PROXIES", 0)
# Where the nearest of them may sit; the header of any other peer is ignored.
PROXY_NETWORKS = env.list(
    "PROXY_NETWORKS",
    default=["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
)
# The country that loopback addresses count as, for development; empty means unknown, which is closed.
DEVELOPMENT_REGION = env.str("DEVELOPMENT_REGION", default="US" if DEBUG else "")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
# Mail goes to a server, or into a folder, or to the terminal: the first of them that is named.
EMAIL_HOST = env.str("EMAIL_HOST", default="")
EMAIL_PORT = whole("EMAIL_PORT", 587, at_least=1)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=EMAIL_PORT == 587)
EMAIL_FILE_PATH = env.str("EMAIL_FOLDER", default="") or None
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend"
    if EMAIL_HOST
    else "filebased.EmailBackend"
    if EMAIL_FILE_PATH
    else "console.EmailBackend"
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <no-reply@localhost>")

# --- moderation ---------------------------------------------------------------------------
REPORTS_PER_DAY = whole("REPORTS_PER_DAY", 20, at_least=1)  # by one person, in any 24 hours

# The accent of the site in the steps that the admin's theme asks for: lightness, chroma.
GREENS = {
    str(step): f"oklch({light}% {chroma} 128)"
    for step, light, chroma in (
        (50, 98, 0.03),
        (100, 96, 0.06),
        (200, 93, 0.11),
        (300, 89, 0.16),
        (400, 82, 0.17),
        (500, 66, 0.15),
        (600, 50, 0.12),
        (700, 43, 0.1),
        (800, 36, 0.08),
        (900, 31, 0.06),
        (950, 22, 0.05),
    )
}
UNFOLD = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": SITE_NAME,
    "SITE_SUBHEADER": _("Staff"),
    "SITE_SYMBOL": "verified_user",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": f"{STATIC_URL}img/mark.svg"}],
    "SHOW_VIEW_ON_SITE": False,
    "COLORS": {"primary": GREENS},
    "SIDEBAR": {"show_search": True, "navigation": "sora_site.admin.navigation"},
}

# The holders' console: a site of its own under /rights/console/, in our frame.
CONSOLE = {
    "SITE_TITLE": SITE_NAME,
    "SITE_HEADER": _("Rights"),
    "SHOW_VIEW_ON_SITE": False,
    "SIDEBAR": {"navigation": "rights.console.navigation.navigation"},
}

# --- web ----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "core.problems.exception_handler",
}
SPECTACULAR_SETTINGS = {"TITLE": f"{SITE_NAME} API", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

MEDIA_SOURCES = [SELF, "blob:", *([S3["endpoint_url"]] if S3["endpoint_url"] else [])]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", *MEDIA_SOURCES[2:]],
        "media-src": MEDIA_SOURCES,
        "connect-src": [SELF, *MEDIA_SOURCES[2:]],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
# Not ours to decide: plain HTTP is the proxy's to redirect, other subdomains are the operator's.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
SECURE_HSTS_SECONDS = 31_536_000 if SITE_URL.startswith("https://") else 0

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = "UTC"
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO" if DEBUG else "WARNING")},
}
