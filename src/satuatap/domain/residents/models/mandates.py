"""Whose account is whose, who acts for whom, and what people say is wrong about their data."""

from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import receipt_number, uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_WITH_OWNER

from ..rules import EVERY_SERVICE
from .parties import Party


class AccountLink(models.Model):
    """Which person an account belongs to, and how surely: 0 as stated, 1 the NIK matched, 2 seen in person.

    Below 2 the person is one that the account itself described, never one of the register: knowing somebody's NIK,
    name and birthday opens nothing. Once seen, the account is linked to the register; the described one stays behind
    it, with the cases begun under it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey("identity.Account", on_delete=models.PROTECT, related_name="party_links")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="account_links")
    level = models.PositiveSmallIntegerField()
    linked_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(ended_at=None), name="residents_accountlink_one_person_per_account"
            ),
            models.UniqueConstraint(
                fields=["party"], condition=Q(ended_at=None), name="residents_accountlink_one_account_per_person"
            ),
            models.CheckConstraint(name="residents_accountlink_level", condition=Q(level__lte=2)),
        ]

    class Privacy:
        personal: ClassVar = {"account": KEEP_WITH_OWNER, "party": KEEP_WITH_OWNER}
        plain: ClassVar = {"id", "level", "linked_at", "by", "ended_at"}

    def __str__(self) -> str:
        return str(self.pk)


class MandateKind(models.TextChoices):
    PARENT = "parent"
    WALI = "wali"
    KUASA = "kuasa"
    ASSISTED = "assisted"  # an officer types for somebody who sits opposite


class How(models.TextChoices):
    """How the one represented agreed."""

    CODE = "code"
    SPOKEN = "spoken"
    SIGNED_SLIP = "signed-slip"
    THUMB_PRINT = "thumb-print"


class Mandate(models.Model):
    """Somebody acts for a party: as parent, by court order, by power of attorney, or as an officer who assists.

    ``scope`` names the services, or ``*`` for all. ``agent_nik`` is whom a giver named who may not learn whether the
    register knows that number: nobody's mandate until the person with this NIK and name takes it. ``reference`` is the number of the court order or deed,
    ``stamp_serial`` that of its e-meterai, accepted once. ``abouts`` are the affairs (cases) it reaches: those named
    when it was given, and those begun under it. A mandate for named services opens these and nothing else.
    ``given_by`` is the officer who gave the power of an organisation; it stays when that officer goes, for it is the
    organisation's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    principal = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates_held")
    agent_name = models.CharField(max_length=160, blank=True, default="")
    agent_nik = models.CharField(max_length=16, blank=True, default="")
    given_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=MandateKind.choices)
    scope = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    abouts = ArrayField(models.UUIDField(), default=list, blank=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=12, choices=How.choices)
    reference = models.CharField(max_length=80, blank=True, default="")
    stamp_serial = models.CharField(max_length=40, blank=True, default="")
    evidence_file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    witness1 = models.CharField(max_length=160, blank=True, default="")
    witness2 = models.CharField(max_length=160, blank=True, default="")
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_mandate_has_agent", condition=Q(agent__isnull=False) | ~Q(agent_name="")
            ),
            models.CheckConstraint(name="residents_mandate_not_oneself", condition=~Q(agent=F("principal"))),
            models.CheckConstraint(name="residents_mandate_has_scope", condition=~Q(scope=[]) | ~Q(abouts=[])),
            models.CheckConstraint(
                name="residents_mandate_named_or_taken", condition=Q(agent_nik="") | Q(agent=None, kind="kuasa")
            ),
            models.CheckConstraint(
                name="residents_mandate_given_by_an_officer",
                condition=Q(given_by=None) | (Q(kind="kuasa") & ~Q(given_by=F("principal"))),
            ),
            models.CheckConstraint(
                name="residents_mandate_days_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="residents_mandate_kuasa_expires", condition=~Q(kind="kuasa") | Q(to_on__isnull=False)
            ),
            models.CheckConstraint(
                name="residents_mandate_wali_has_court_order", condition=~Q(kind="wali") | ~Q(reference="")
            ),
            models.CheckConstraint(
                name="residents_mandate_thumb_print_has_two_witnesses",
                condition=~Q(how="thumb-print") | (~Q(witness1="") & ~Q(witness2="")),
            ),
            models.UniqueConstraint(
                fields=["stamp_serial"], condition=~Q(stamp_serial=""), name="residents_mandate_stamp_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agent_nik"], condition=~Q(agent_nik=""), name="residents_mandate_offered"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            (
                "principal",
                "agent",
                "agent_name",
                "agent_nik",
                "given_by",
                "reference",
                "stamp_serial",
                "witness1",
                "witness2",
            ),
            KEEP_5_YEARS,
        )
        plain: ClassVar = {
            "id", "kind", "scope", "abouts", "from_on", "to_on", "how", "evidence_file", "recorded_by", "recorded_at",
            "revoked_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_offered(self) -> bool:
        """Whether the person named has not taken it yet."""
        return bool(self.agent_nik)

    def covers(self, service_code: str) -> bool:
        return EVERY_SERVICE in self.scope or service_code in self.scope

    def is_in_force(self, on: date) -> bool:
        return (
            self.revoked_at is None
            and not self.is_offered
            and self.from_on <= on
            and (self.to_on is None or on <= self.to_on)
        )


class FactReport(models.Model):
    """Somebody says that a fact of the register is wrong; whoever keeps the register settles it.

    ``about`` is the application in which it was noticed, which goes on meanwhile; ``file`` is a proof, if there is one.
    ``number`` is the receipt. ``unit_id`` is the village that reported the fact and answers for it; None where civil
    registration does. ``due_at`` is the law's limit, called out before (``warned_at``) and after (``late_at``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="fact_reports")
    field = models.CharField(max_length=40)
    words = models.CharField(max_length=500)
    should_be = models.CharField(max_length=200, blank=True, default="")
    about = models.UUIDField(null=True, blank=True)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported_at = models.DateTimeField()
    reported_by = models.CharField(max_length=80)
    number = models.CharField(max_length=16, unique=True, default=receipt_number)
    unit_id = models.UUIDField(null=True, blank=True)
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True, blank=True)
    late_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=80, blank=True, default="")
    outcome = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="residents_factreport_settled_at_and_by_together",
                condition=Q(settled_at=None, settled_by="", outcome="")
                | (Q(settled_at__isnull=False) & ~Q(settled_by="") & ~Q(outcome="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["reported_at"], condition=Q(settled_at=None), name="residents_factreport_open"),
            models.Index(fields=["party"], condition=Q(settled_at=None), name="residents_factreport_of_party"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(("words", "should_be", "file", "outcome"), KEEP_5_YEARS)
        plain: ClassVar = {
            "id", "party", "field", "about", "reported_at", "reported_by", "settled_at", "settled_by", "number", "unit_id",
            "due_at", "warned_at", "late_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.field
