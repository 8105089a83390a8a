"""Who leads a hall: this installation, or the node at the site."""

from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

from .. import queries


def require_led_here(site_id: UUID) -> None:
    """Raises ``Refused`` for a hall that another installation leads: two that give numbers would give one twice."""
    if name := queries.led_elsewhere().get(site_id):
        words = _("Antrean %(place)s dijalankan komputer lain, bukan yang ini. Nomor diberikan dan dipanggil di sana.")
        raise Refused("led-elsewhere", words % {"place": name})
