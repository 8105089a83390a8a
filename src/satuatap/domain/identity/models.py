"""Tables of accounts, of the roles they hold and of the authority to sign."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from satuatap.kernel.actors import Holding
from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_SHORT, KEEP_WITH_OWNER

from . import rules


class Account(AbstractBaseUser):
    """Somebody who signs in, with a phone, an e-mail address or both."""

    held: tuple[Holding, ...] = ()  # today's holdings, where a query says that it fills them
    last_login = None  # signing in is in the audit trail; a second write per sign-in would say nothing new

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(null=True, blank=True)  # in small letters
    email_proven_at = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=20, null=True, blank=True, unique=True)  # E.164
    phone_proven_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=120, blank=True)
    proof_level = models.PositiveSmallIntegerField(default=0)
    proof_by = models.CharField(max_length=60, blank=True)
    proof_at = models.DateTimeField(null=True, blank=True)
    proof_where = models.CharField(max_length=60, blank=True)  # code of the unit
    recovered_at = models.DateTimeField(null=True, blank=True)  # an officer gave it back with another phone
    language = models.CharField(max_length=8, default="id")
    theme = models.CharField(max_length=8, blank=True)  # "", "light" or "dark"
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], name="identity_account_email_once"),
            models.CheckConstraint(
                name="identity_account_email_in_small_letters",
                condition=Q(email=None) | (Q(email=Lower("email")) & ~Q(email="")),
            ),
            models.CheckConstraint(
                name="identity_account_phone_e164", condition=Q(phone=None) | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$")
            ),
            models.CheckConstraint(
                name="identity_account_proven_phone_is_there", condition=Q(phone_proven_at=None) | ~Q(phone=None)
            ),
            models.CheckConstraint(
                name="identity_account_proven_email_is_there", condition=Q(email_proven_at=None) | ~Q(email=None)
            ),
            models.CheckConstraint(name="identity_account_proof_level", condition=Q(proof_level__lte=2)),
            models.CheckConstraint(
                name="identity_account_proof_has_a_source",
                condition=Q(proof_level=0) | (~Q(proof_by="") & Q(proof_at__isnull=False)),
            ),
        ]

    class Privacy:
        personal = {
            "email": KEEP_WITH_OWNER,
            "phone": KEEP_WITH_OWNER,
            "name": KEEP_WITH_OWNER,
            "password": KEEP_WITH_OWNER,
        }
        plain = {
            "id", "email_proven_at", "phone_proven_at", "proof_level", "proof_by", "proof_at", "proof_where", "recovered_at", "language", "theme",
            "is_active", "is_demo", "created_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)


class ProofRecord(models.Model):
    """One change of an account's proof level: to what, how, by whom and where. Rows are only ever added."""

    class How(models.TextChoices):
        NIK = "nik", "NIK matched"
        SEEN = "seen", "seen in person"
        DIGITAL_ID = "digital-id", "national digital identity"
        WITHDRAWN = "withdrawn", "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="proofs")
    level = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=12, choices=How.choices)
    unit = models.ForeignKey("agencies.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    party_id = models.UUIDField(null=True)  # whom the register knew the account as; residents stand on a higher floor
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="identity_proofrecord_level", condition=Q(level__lte=2)),
            models.CheckConstraint(
                name="identity_proofrecord_seen_somewhere", condition=~Q(how="seen") | Q(unit__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["account", "-at"], name="identity_proofrecord_latest")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "account", "level", "how", "unit", "party_id", "by", "at"}


class RoleHolding(models.Model):
    """A role at a unit, held by an account from one day to another, both included."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=40)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    capacity = models.CharField(max_length=12, default="definitif")
    decree_number = models.CharField(max_length=80, blank=True)
    granted_by = models.CharField(max_length=60)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="identity_roleholding_days_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="identity_roleholding_has_role", condition=~Q(role="")),
            models.UniqueConstraint(
                name="identity_roleholding_open_once", fields=["account", "unit", "role"], condition=Q(to_on=None)
            ),
        ]
        indexes = [models.Index(fields=["unit", "role"], name="identity_roleholding_at_unit")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {
            "id", "account", "role", "unit", "from_on", "to_on", "capacity", "decree_number", "granted_by",
            "granted_at",
        }  # fmt: skip


class SigningAuthority(models.Model):
    """The decree by which an official signs for a unit; it prints the title line above the name."""

    class Mode(models.TextChoices):
        WET = "basah", "ink and stamp"
        INTERNAL = "internal", "own certificate authority"
        BSRE = "bsre", "national certificate authority"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="authorities")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=12, default="definitif")
    title_line = models.CharField(max_length=160)
    behalf_of = models.CharField(max_length=160, blank=True)  # a.n. and u.b.: title of the principal
    through = models.CharField(max_length=160, blank=True)  # u.b.: title of who signs a.n. the principal
    nip = models.CharField(max_length=18, blank=True)
    decree_number = models.CharField(max_length=80)
    decree_on = models.DateField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    includes = ArrayField(models.CharField(max_length=60), default=list, blank=True)  # empty: every type
    excludes = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.INTERNAL)
    put_by = models.CharField(max_length=60)
    put_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "signing authorities"
        constraints = [
            models.CheckConstraint(
                name="identity_signingauthority_days_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="identity_signingauthority_has_decree", condition=~Q(decree_number="")),
            models.CheckConstraint(name="identity_signingauthority_has_title", condition=~Q(title_line="")),
            models.UniqueConstraint(
                name="identity_signingauthority_decree_once",
                fields=["account", "unit", "decree_number", "capacity"],
            ),
        ]
        indexes = [models.Index(fields=["unit", "from_on"], name="identity_signingauthority_unit")]

    @property
    def printed_title(self) -> str:
        """The title as it stands above the signature, one line after the other: ``Plt. Kepala Dinas …``."""
        return "\n".join(rules.title_lines(self.capacity, self.title_line, self.behalf_of, self.through))

    class Privacy:
        personal = {"nip": KEEP_5_YEARS}
        plain = {
            "id", "account", "unit", "capacity", "title_line", "behalf_of", "through", "decree_number", "decree_on",
            "from_on", "to_on", "includes", "excludes", "mode", "put_by", "put_at",
        }  # fmt: skip


class Deputy(models.Model):
    """During a dated leave the deputy has the role of the colleague who is away."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="leaves")
    deputy = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="deputyships")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField()
    named_by = models.CharField(max_length=60)
    named_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deputies"
        constraints = [
            models.CheckConstraint(name="identity_deputy_days_in_order", condition=Q(to_on__gte=F("from_on"))),
            models.CheckConstraint(name="identity_deputy_is_another", condition=~Q(deputy=F("account"))),
            models.UniqueConstraint(
                name="identity_deputy_once", fields=["account", "unit", "role", "deputy", "from_on"]
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "account", "deputy", "unit", "role", "from_on", "to_on", "named_by", "named_at"}


class Session(AbstractBaseSession):
    """A browser's session. The account stands beside it so that somebody can see and end the own ones."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        verbose_name = "session"
        verbose_name_plural = "sessions"

    class Privacy:
        personal = {"session_data": KEEP_SHORT}
        plain = {"session_key", "expire_date", "account"}


class Pin(models.Model):
    """Six digits with which an officer comes back to a shared computer. Tried wrongly too often, it is locked."""

    account = models.OneToOneField(Account, primary_key=True, on_delete=models.CASCADE, related_name="pin")
    digest = models.CharField(max_length=160)
    failures = models.PositiveSmallIntegerField(default=0)
    set_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)

    class Privacy:
        personal = {"digest": KEEP_WITH_OWNER}
        plain = {"account", "failures", "set_at", "locked_at"}


class QuickDesk(models.Model):
    """A shared computer at which an officer has signed in fully and may come back by PIN until the office closes.

    ``computer`` is the digest of a secret that only its browser has.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    computer = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["computer", "account"], name="identity_quickdesk_once")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "account", "computer", "opened_at", "until"}
