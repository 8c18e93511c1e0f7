"""Settings, URLs and processes: everything that is of the site and of no single app."""

from sora_site.celery import app as celery_app

__all__ = ["celery_app"]
