"""Templates, and the documents made with them."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import token, uuid7
from satuatap.kernel.privacy import KEEP_WITH_OWNER

from ..lifecycle import EVER_ISSUED, State

ISSUED_STATES = sorted(EVER_ISSUED)


class Template(models.Model):
    """How a kind of document is set. A change is a new version; what was signed keeps the one it was set with."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    source = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="documents_template_version_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "code", "version", "source", "sha256", "created_at"}

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> Self:
        """The office that writes it sees a document from its draft on, its holder from the day it is issued."""
        if actor.is_system:
            return self
        return self.filter(Q(unit__in=actor.unit_ids()) | _held_by(actor) & Q(state__in=ISSUED_STATES))

    def held_by(self, actor: Actor) -> Self:
        """Documents of the actor's own, of those the actor stands for, and of affairs entrusted to the actor."""
        return self.filter(_held_by(actor))


def _held_by(actor: Actor) -> Q:
    mine = Q(party__in=actor.parties)
    return mine | Q(about__in=actor.entrusted) if actor.entrusted else mine


class Document(models.Model):
    """One document from its content to its revocation. What was issued is never edited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)  # of whoever asked for it: told twice, made once
    type = models.SlugField(max_length=60)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    about = models.UUIDField(db_index=True)
    party = models.ForeignKey("residents.Party", on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    holder = models.CharField(max_length=160, blank=True)  # the party's name when it was prepared
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)  # of everything a signer agrees to
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    problem = models.CharField(max_length=200, blank=True)  # why it could not be made, for officers
    attempts = models.PositiveSmallIntegerField(default=0)

    series = models.CharField(max_length=60)
    pattern = models.CharField(max_length=120)
    classification = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=120, blank=True)
    months = models.PositiveSmallIntegerField(null=True)  # how long it is in force; null: until revoked
    token = models.CharField(max_length=22, unique=True, default=token)
    code = models.CharField(max_length=14, unique=True)  # what people type

    mode = models.CharField(max_length=8, blank=True)  # how the service wants it signed; "": as the official does
    sealed = models.BooleanField(default=False)  # by the institution, without a person
    chain = models.CharField(max_length=8, blank=True)
    authority = models.CharField(max_length=120, blank=True)  # who vouches for the certificate
    signer_account = models.UUIDField(null=True)
    signer_name = models.CharField(max_length=120, blank=True)
    signer_title = models.CharField(max_length=500, blank=True)  # one line or several
    signer_nip = models.CharField(max_length=18, blank=True)
    capacity = models.CharField(max_length=12, blank=True)
    decree_number = models.CharField(max_length=80, blank=True)
    decree_on = models.DateField(null=True)  # of the decree that lets the office seal
    is_sample = models.BooleanField(default=False)

    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=60)
    preview = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    print = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(null=True)  # on paper; by machine it is the day of issue
    issued_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=60, blank=True)
    revoked_by_name = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # for everybody who checks it: nothing personal
    law = models.CharField(max_length=200, blank=True)  # on which it was taken back, "" while unknown
    explained = models.CharField(max_length=500, blank=True)  # to its holder alone
    ended_on = models.DateField(null=True)  # from which day on it holds no longer
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    # What this one takes the place of at the moment it is issued.
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="documents_document_issued_is_complete",
                condition=Q(state__in=ISSUED_STATES, issued_at__isnull=False, file__isnull=False)
                & ~Q(pdf_sha256="")
                & ~Q(number="")
                & ~Q(signer_name="")
                | Q(issued_at=None, file=None, pdf_sha256="") & ~Q(state__in=ISSUED_STATES),
            ),
            models.CheckConstraint(
                name="documents_document_taken_back_says_why",
                condition=Q(state__in=["revoked", "replaced"], revoked_at__isnull=False) & ~Q(reason="")
                | Q(revoked_at=None) & ~Q(state__in=["revoked", "replaced"]),
            ),
            models.CheckConstraint(
                name="documents_document_replaced_by_another",
                condition=Q(state="replaced", replaced_by__isnull=False) & ~Q(replaced_by=F("id"))
                | Q(replaced_by=None) & ~Q(state="replaced"),
            ),
            models.UniqueConstraint(
                fields=["pdf_sha256"], condition=~Q(pdf_sha256=""), name="documents_document_pdf_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "series", "number"], condition=~Q(number=""), name="documents_document_number_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["prepared_at"],
                condition=Q(state__in=["draft", "signing"]),
                name="documents_document_under_way",
            ),
            models.Index(fields=["number"], condition=~Q(number=""), name="documents_document_by_number"),
        ]

    class Privacy:
        personal: ClassVar = dict.fromkeys(
            (
                "party",
                "holder",
                "content",
                "number",
                "title",
                "signer_name",
                "signer_nip",
                "revoked_by_name",
                "explained",
            ),
            KEEP_WITH_OWNER,
        )
        plain: ClassVar = {
            "id", "key", "type", "template", "unit", "about", "content_hash", "state", "problem", "attempts",
            "series", "pattern", "classification", "months", "token", "code", "mode", "sealed", "chain", "authority",
            "signer_account", "signer_title", "capacity", "decree_number", "decree_on", "is_sample", "prepared_at", "prepared_by",
            "preview", "print", "file", "pdf_sha256", "signed_on", "issued_at", "valid_until", "revoked_at", "revoked_by", "reason",
            "law", "ended_on", "replaced_by", "corrects",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.pk)

    def is_over(self, today: date) -> bool:
        """Whether the day until which it is in force has passed."""
        return self.valid_until is not None and self.valid_until < today
