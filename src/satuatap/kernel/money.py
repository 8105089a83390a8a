"""Rupiah: ``Decimal`` in code, whole rupiah on pages and in expressions."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")


def rupiah(amount: Decimal | int, lang: str = "id") -> str:
    """The amount as people read it: ``Rp1.250.000``, in English ``Rp1,250,000``. Fractions are rounded half up."""
    whole = int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    text = f"{'-' if whole < 0 else ''}Rp{abs(whole):,}"
    return text if lang == "en" else text.replace(",", ".")


def round_half_up(amount: Decimal, to: int = 1) -> Decimal:
    """Rounded to the nearest multiple of ``to`` rupiah, halves upwards (the rule for a bill's line)."""
    step = Decimal(to)
    return (amount / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def floor_to(amount: Decimal, to: int = 1) -> Decimal:
    """Rounded down to a multiple of ``to`` rupiah (the rule for taxes)."""
    step = Decimal(to)
    return (amount / step).quantize(Decimal(1), rounding=ROUND_DOWN) * step
