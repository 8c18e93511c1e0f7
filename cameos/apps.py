from importlib import import_module

from django.apps import AppConfig


class CameosConfig(AppConfig):
    name = "cameos"

    def ready(self) -> None:
        import_module("cameos.receivers")
