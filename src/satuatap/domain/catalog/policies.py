"""Who may change the catalogue. Reading it is open to everybody."""

from django.utils.translation import gettext as _

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import Refused


def require_publisher(by: Actor) -> None:
    """Standards come from packs, which an operator installs by command. Raises ``Refused("not-allowed")``."""
    if not by.is_system:
        raise Refused("not-allowed", _("Standar layanan diterbitkan lewat pemasangan paket, bukan dari halaman ini."))
