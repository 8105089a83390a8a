"""Rules of money: exact amounts, one treasury per payment, each movement of money counted once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused
from satuatap.kernel.money import ZERO, rupiah

from .lifecycle import Cause, PaymentState, State
from .ports import ChargeState, Report


class Line(NamedTuple):
    """One amount of a bill in rupiah and the law that asks for it; below zero for what a decree waives."""

    label: str
    amount: Decimal | int
    law: str = ""


LARGEST = Decimal("9999999999999999.99")


def total_of(amounts: Sequence[Decimal]) -> Decimal:
    """The sum a bill asks for. Refuses a bill without lines, with fractions of a sen, or that asks for nothing."""
    if any(amount != amount.quantize(ZERO) for amount in amounts):
        raise Refused("not-money", _("Jumlah rupiah paling banyak dua angka di belakang koma."))
    total = sum(amounts, ZERO)
    if not ZERO < total <= LARGEST:
        raise Refused("no-amount", _("Tagihan harus lebih besar dari Rp0."))
    return total.quantize(ZERO)


def require_exact(amount: Decimal, total: Decimal) -> None:
    """A bill is paid whole and never with more than it asks for."""
    if amount != total:
        words = _("Jumlah yang diterima harus tepat %(total)s.") % {"total": rupiah(total)}
        raise Refused("not-exact", words, field="amount")


def require_open(state: State) -> None:
    if state == State.SETTLED:
        raise Refused("already-settled", _("Tagihan ini sudah lunas."))
    if state == State.CANCELLED:
        raise Refused("cancelled", _("Tagihan ini sudah dibatalkan, tidak perlu dibayar."))


def require_one_treasury(treasuries: Sequence[object]) -> None:
    """One payment combines only bills of one treasury account: each receipt is its owner's."""
    if len(set(treasuries)) != 1:
        raise Refused("two-treasuries", _("Tagihan dari kas yang berbeda dibayar sendiri-sendiri."))


class Verdict(StrEnum):
    """What to do about a gateway's report."""

    KEEP = "keep"
    CLOSE = "close"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Known:
    """What we hold about the payment that a report names."""

    key: str
    merchant: str
    amount: Decimal
    state: PaymentState
    transaction: str
    bills: tuple[State, ...]
    spent: bool = False  # another payment has already counted the reported transaction


def judge(report: Report, known: Known | None) -> Verdict | Cause:
    """What a verified report means: settle, close, nothing new, or the reason why a person must look at the money.

    Money settles only when the report agrees with our own charge in every point and every bill of it is still open.
    """
    if report.state == ChargeState.WAITING:
        return Verdict.KEEP
    if report.state in {ChargeState.CANCELLED, ChargeState.EXPIRED}:
        return Verdict.KEEP if known is None else Verdict.CLOSE
    if known is None:
        return Cause.UNKNOWN
    if (report.key, report.merchant) != (known.key, known.merchant) or not report.transaction or known.spent:
        return Cause.MISMATCH
    if known.state == PaymentState.PAID:
        return Verdict.KEEP if report.transaction == known.transaction else Cause.DOUBLE
    if report.amount != known.amount:
        return Cause.AMOUNT
    if State.SETTLED in known.bills:
        return Cause.DOUBLE
    if State.CANCELLED in known.bills:
        return Cause.LATE
    return Verdict.SETTLE


WAITS = (timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=1))
LIFE = timedelta(hours=24)


def wait_before_asking(asked: int) -> timedelta:
    """How long we let a gateway be silent before we ask it, growing with every time we asked."""
    return WAITS[min(asked, len(WAITS) - 1)]


def tidy_reference(text: str) -> str:
    """The number on another office's proof of payment, as it is compared: capitals, single spaces."""
    reference = " ".join(text.upper().split())
    if not 4 <= len(reference) <= 80:
        raise Refused(
            "no-reference", _("Tulis nomor bukti bayar seperti tercetak (NTPD atau SSPD)."), field="reference"
        )
    return reference


def require_past(paid_on: date, today: date) -> None:
    if paid_on > today:
        raise Refused("in-future", _("Tanggal bayar tidak boleh sesudah hari ini."), field="paid_on")


def receipt_number(serial: int, treasury: str, year: int) -> str:
    """As it stands on the receipt: ``000017/TBP/RKUD-BANYUWANGI/2026``."""
    return f"{serial:06}/TBP/{treasury.upper()}/{year}"
