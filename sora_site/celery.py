"""The Celery application. Jobs are rows; messages only wake somebody up."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sora_site.settings")

app = Celery("sora_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def load_the_gate(**_: Any) -> None:
    from sora_site.warming import warm_up  # noqa: PLC0415 (its models exist once the worker is set up)

    warm_up()
