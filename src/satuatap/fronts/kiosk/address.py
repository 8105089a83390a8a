"""The start of a kiosk: the address without a language of the region, for whoever comes next."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from satuatap.fronts.shared.marked import bare


def start(kiosk: str) -> str:
    """Where the next visitor begins: the start page in the language of the installation."""
    with translation.override(settings.LANGUAGE_CODE):
        return reverse("kiosk:home", args=[bare(kiosk)])
