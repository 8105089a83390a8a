"""Joins the parts when a process starts."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "satuatap.config"
    label = "config"

    def ready(self) -> None:
        from . import wiring  # the rooms can be imported only now

        wiring.wire()
