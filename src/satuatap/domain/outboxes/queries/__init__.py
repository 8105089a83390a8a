"""Every read about devices of village desks and what they sent."""

from .devices import DeviceRow, devices, order_of, recovery, signs_with_ink
from .sendings import AsideRow, Fate, asides, awaits_number, fates

__all__ = [
    "AsideRow",
    "DeviceRow",
    "Fate",
    "asides",
    "awaits_number",
    "devices",
    "fates",
    "order_of",
    "recovery",
    "signs_with_ink",
]
