"""The plainest bill: one line of Rp150.000 for a person's advertisement, owed to the regional treasury."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from satuatap.domain.agencies.models import Unit
from satuatap.domain.payments import actions
from satuatap.domain.payments.actions import Line
from satuatap.domain.payments.models import Bill, Payment, Treasury
from satuatap.domain.payments.ports import Charge, ChargeState, GatewayDown, NotAuthentic, Opened, Report
from satuatap.domain.residents.models import Party
from satuatap.domain.residents.tests.factories import make_person
from satuatap.kernel.actors import Actor, Holding, account_actor, system

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # Monday, 12.00 WIB
AMOUNT = Decimal("150000.00")
ENGINE = system("cases")
BANK = system("gateway")


def make_unit(code: str = "bapenda") -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": code.title(), "short_name": code, "kind": "agency"})[
        0
    ]


def make_party(name: str = "Rani Wulandari") -> Party:
    return make_person(name, nik="")


def make_treasury(code: str = "rkud", keeper: Unit | None = None, **given: object) -> Treasury:
    options = {"gateway": "bank", "merchant": f"merchant-{code}"} | given
    keeper = keeper or make_unit()
    return actions.put_treasury(code=code, name=f"Kas {code}", keeper_id=keeper.pk, by=ENGINE, at=NOON, **options)  # type: ignore[arg-type]


def make_bill(
    *,
    party: Party | None = None,
    treasury: Treasury | None = None,
    amount: Decimal | int = AMOUNT,
    key: str = "",
    at: datetime = NOON,
) -> Bill:
    treasury = treasury or Treasury.objects.first() or make_treasury()
    return actions.open_bill(
        about=uuid4(),
        party_id=(party or make_party()).pk,
        unit_id=treasury.keeper_id,
        treasury=treasury.code,
        lines=[Line("Pajak reklame", amount, "Perda 1/2024")],
        key=key or str(uuid4()),
        by=ENGINE,
        at=at,
    )


def payer_of(bill: Bill) -> Actor:
    return account_actor(uuid4(), "Rani", party_id=bill.party_id, proof=2)


def officer(*roles: str, unit: Unit | None = None) -> Actor:
    unit = unit or make_unit()
    return account_actor(uuid4(), "Kasir Wayan", holdings=[Holding(role, unit.pk, unit.code) for role in roles])


@dataclass
class Bank:
    """A gateway that remembers its charges and says what the test tells it to."""

    charges: dict[str, Charge] = field(default_factory=dict)
    states: dict[str, ChargeState] = field(default_factory=dict)
    is_down: bool = False
    opened: int = 0

    def open(self, charge: Charge) -> Opened:
        self._answer()
        ref = next((ref for ref, known in self.charges.items() if known.key == charge.key), "")
        if not ref:
            self.opened += 1
            ref = f"ref-{self.opened}"
            self.charges[ref] = charge
            self.states[ref] = ChargeState.WAITING
        return Opened(ref, f"https://bank.example/bayar/{ref}")

    def status(self, ref: str) -> Report:
        self._answer()
        return self.report(ref, self.states[ref])

    def cancel(self, ref: str) -> None:
        self._answer()
        if self.states[ref] == ChargeState.WAITING:
            self.states[ref] = ChargeState.CANCELLED

    def read_notification(self, headers: Mapping[str, str], body: bytes) -> Report:
        if headers.get("X-Signature") != "good":
            raise NotAuthentic("signature")
        return self.report(body.decode(), self.states[body.decode()])

    def pay(self, ref: str) -> None:
        """The payer pressed the button: the money is with the bank."""
        if self.states[ref] == ChargeState.WAITING:
            self.states[ref] = ChargeState.PAID

    def report(self, ref: str, state: ChargeState, /, **changes: object) -> Report:
        charge = self.charges[ref]
        facts = {
            "ref": ref,
            "key": str(charge.key),
            "merchant": charge.merchant,
            "amount": charge.amount,
            "state": state,
            "transaction": f"tx-{ref}" if state == ChargeState.PAID else "",
            "at": NOON,
        }
        return Report(**(facts | changes))  # type: ignore[arg-type]

    def _answer(self) -> None:
        if self.is_down:
            raise GatewayDown("connection refused")


def latest_payment(bill: Bill) -> Payment:
    return Payment.objects.filter(shares__bill=bill).latest("started_at", "pk")


def some_key() -> UUID:
    return uuid4()
