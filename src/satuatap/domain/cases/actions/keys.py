"""Keys of what is sent: told twice is done once, and one key never stands for two different things."""

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Conflict


def require_same(*, is_same: bool) -> None:
    """Raises ``Conflict`` when a key comes back with something else than it brought the first time."""
    if not is_same:
        raise Conflict("key-used", _("Permintaan ini sudah pernah dikirim dengan isi lain. Muat ulang halaman."))
