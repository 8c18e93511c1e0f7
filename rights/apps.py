from importlib import import_module

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "rights"

    def ready(self) -> None:
        import_module("rights.receivers")
