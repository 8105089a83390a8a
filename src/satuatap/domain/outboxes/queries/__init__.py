"""Every read about devices of village desks and what they sent."""

from .devices import DeviceRow, devices, is_ended, order_of, recovery, signs_with_ink
from .sendings import AsideRow, Fate, asides, awaits_number, copied, fates

__all__ = [
    "AsideRow",
    "DeviceRow",
    "Fate",
    "asides",
    "awaits_number",
    "copied",
    "devices",
    "fates",
    "is_ended",
    "order_of",
    "recovery",
    "signs_with_ink",
]
