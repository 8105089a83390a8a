"""Tables of what may be agreed to, in which words, and of what people agreed to and took back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS

# Tables of this room in which the application may add rows only: its database role has no other rights there.
APPEND_ONLY = ("consents_consent",)


class How(models.TextChoices):
    """Where it was said; *void* is a line the system adds when a consent turns out never to have held."""

    PAGE = "page"
    BROWSER = "browser"
    WORD = "word"
    COUNTER = "counter"
    VOID = "void"


class Ground(models.TextChoices):
    """Who said it: the person, or whoever speaks for them."""

    SELF = "self"
    PARENT = "parent"
    WALI = "wali"
    KUASA = "kuasa"


class Shown(models.TextChoices):
    """How somebody at a counter agreed."""

    CODE = "code"
    SPOKEN = "spoken"
    SIGNED_SLIP = "signed-slip"
    THUMB_PRINT = "thumb-print"


class Wording(models.Model):
    """One version of the words of a purpose; from its day the versions before hold no longer. Never edited.

    ``texts`` are by language: ``name``, ``words``, ``data``, ``whom``, ``otherwise``. Below ``adult_from`` years a parent
    or guardian agrees. ``is_offered`` is False once the pack names the purpose no more: then no consent holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    adult_from = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    source = models.CharField(max_length=80)
    is_offered = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "version"], name="consents_wording_once"),
            models.UniqueConstraint(fields=["purpose", "from_on"], name="consents_wording_one_a_day"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "purpose", "version", "from_on", "adult_from", "texts", "source", "is_offered"}

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"


class Activity(models.Model):
    """One kind of processing of personal data, as a pack tells of it. ``covers`` says of what: the *services* of the
    catalogue, a *call* to an outside system (``call``), what people *consent* to, or *itself* alone.

    ``texts`` are by language: ``name``, ``data``, ``receives``.
    """

    code = models.SlugField(max_length=60, primary_key=True)
    position = models.PositiveSmallIntegerField()
    covers = models.CharField(max_length=8)
    call = models.SlugField(max_length=60, blank=True, default="")
    texts = models.JSONField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"code", "position", "covers", "call", "texts"}

    def __str__(self) -> str:
        return self.code


class Basis(models.Model):
    """What an activity rests on from a day: a *basis* of the law, or *unknown*; ``law`` "" where the rule is not known.

    ``is_checked`` is False for what is generally understood and was not read in a source.
    """

    id = models.BigAutoField(primary_key=True)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="bases")
    from_on = models.DateField()
    basis = models.CharField(max_length=20)
    law = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=60)
    is_checked = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "from_on"], name="consents_basis_one_a_day"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "activity", "from_on", "basis", "law", "source", "is_checked"}

    def __str__(self) -> str:
        return f"{self.activity_id} {self.basis}"


class Consent(models.Model):
    """One line: given or withdrawn. The latest for a subject and a purpose counts.

    ``subject`` is a telephone number (E.164), an e-mail address, or the id of an account or a person, as the purpose says.
    ``account_id`` and ``party_id`` are whose it is, as far as is known. ``language`` is that of the words that were read.
    At a counter ``unit_id``, ``agreed`` and ``shown`` say where, how and by what, and ``by`` is the officer.
    """

    id = models.BigAutoField(primary_key=True)
    purpose = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    given = models.BooleanField()
    subject = models.CharField(max_length=254)
    account_id = models.UUIDField(null=True, blank=True)
    party_id = models.UUIDField(null=True, blank=True)
    how = models.CharField(max_length=7, choices=How.choices)
    ground = models.CharField(max_length=6, choices=Ground.choices, default=Ground.SELF)
    language = models.CharField(max_length=8, blank=True, default="")
    unit_id = models.UUIDField(null=True, blank=True)
    agreed = models.CharField(max_length=11, choices=Shown.choices, blank=True, default="")
    shown = models.CharField(max_length=160, blank=True, default="")
    witness1 = models.CharField(max_length=160, blank=True, default="")
    witness2 = models.CharField(max_length=160, blank=True, default="")
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="consents_consent_of_something", condition=~Q(subject="")),
            models.CheckConstraint(name="consents_consent_void_is_no_yes", condition=~Q(how="void", given=True)),
            models.CheckConstraint(
                name="consents_consent_seen_at_counter",
                condition=~Q(how="counter") | (Q(unit_id__isnull=False) & ~Q(agreed="") & ~Q(shown="")),
            ),
            models.CheckConstraint(
                name="consents_consent_two_witnesses",
                condition=~Q(agreed="thumb-print") | (~Q(witness1="") & ~Q(witness2="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "purpose", "-id"], name="consents_consent_latest"),
            models.Index(fields=["account_id"], name="consents_consent_account"),
            models.Index(fields=["party_id"], name="consents_consent_party"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            ("subject", "account_id", "party_id", "shown", "witness1", "witness2", "by"), KEEP_5_YEARS
        )
        plain: ClassVar = {
            "id", "purpose", "version", "given", "how", "ground", "language", "unit_id", "agreed", "at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.purpose} {self.given}"
