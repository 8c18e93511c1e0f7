"""The Celery application. Jobs are rows; messages only wake somebody up."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")

app = Celery("sora_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
