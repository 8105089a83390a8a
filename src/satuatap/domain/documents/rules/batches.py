"""What is signed of a batch, and what of it is left to do."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused

MOST_AT_ONCE = 50


def chosen(ticked: Sequence[UUID], pulled: Mapping[UUID, str], seen: Collection[UUID]) -> tuple[UUID, ...]:
    """The documents that are to be signed: those ticked and not pulled out, once each, in the order of the list.

    Raises ``Refused`` "nothing" when none is left, "too-many" above the most at once, and "unread" when the signer has
    opened none of them: nobody signs a pile without looking into it.
    """
    found = tuple(dict.fromkeys(key for key in ticked if key not in pulled))
    if not found:
        raise Refused("nothing", _("Pilih paling sedikit satu dokumen."))
    if len(found) > MOST_AT_ONCE:
        words = _("Paling banyak %(most)s dokumen sekaligus. Tanda tangani sisanya sesudah ini.")
        raise Refused("too-many", words % {"most": MOST_AT_ONCE})
    if not set(found) & set(seen):
        raise Refused("unread", _("Buka dan baca dulu paling sedikit satu draf yang akan ditandatangani."))
    return found
