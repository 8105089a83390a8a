"""Books, their yearly volumes, and the lines written in them. Lines and strikes are only ever added."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from satuatap.kernel.ids import uuid7
from satuatap.kernel.privacy import KEEP_5_YEARS, KEEP_REGISTER, KEEP_SHORT

from .lifecycle import Filled, Format

APPEND_ONLY = ("books_line", "books_strike")


class Book(models.Model):
    """One statutory register, as the pack tells of it. ``waits`` says for what a book waits that nobody can fill yet.
    ``offices`` are the kinds that keep it; ``law`` "" is not known. ``layout`` is unconfirmed until a specimen was seen.
    ``sheets`` are those of its workbook, where another system reads more than one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    number = models.CharField(max_length=6)
    group = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    filled = models.CharField(max_length=9, choices=Filled.choices)
    waits = models.CharField(max_length=300, blank=True)
    offices = ArrayField(models.CharField(max_length=12))
    law = models.CharField(max_length=300, blank=True)
    layout = models.CharField(max_length=11)
    columns = models.JSONField(default=list)
    sheets = models.JSONField(default=list)
    active = models.BooleanField(default=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {
            "id", "code", "number", "group", "name", "filled", "waits", "offices", "law", "layout", "columns",
            "sheets", "active",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.code


class Volume(models.Model):
    """A book of one office in one year. Once closed, with the names for the two signatures, nothing is added to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="volumes")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    next_number = models.PositiveIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=60, blank=True)
    head = models.CharField(max_length=160, blank=True)
    secretary = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "unit", "year"], name="books_volume_once_a_year"),
            models.CheckConstraint(
                name="books_volume_closed_names_signers",
                condition=Q(closed_at=None) | ~Q(head="") & ~Q(secretary=""),
            ),
        ]

    class Privacy:
        personal: ClassVar = {"head": KEEP_REGISTER, "secretary": KEEP_REGISTER}
        plain: ClassVar = {"id", "book", "unit", "year", "next_number", "closed_at", "closed_by"}

    def __str__(self) -> str:
        return f"{self.book_id} {self.year}"


class Line(models.Model):
    """What somebody wrote: ``values`` by column."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True)
    volume = models.ForeignKey(Volume, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["volume", "number"], name="books_line_number_once"),
        ]

    class Privacy:
        personal: ClassVar = {"values": KEEP_REGISTER}
        plain: ClassVar = {"id", "key", "volume", "number", "entered_at", "entered_by"}

    def __str__(self) -> str:
        return str(self.number)


class Strike(models.Model):
    """A line is wrong, for a reason; another may stand instead."""

    id = models.BigAutoField(primary_key=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="strike")
    instead = models.OneToOneField(Line, on_delete=models.PROTECT, null=True, related_name="corrects")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="books_strike_says_why", condition=~Q(reason="")),
        ]

    class Privacy:
        personal: ClassVar = {"reason": KEEP_REGISTER}
        plain: ClassVar = {"id", "line", "instead", "at", "by"}

    def __str__(self) -> str:
        return str(self.line_id)


class CopyLimit(models.Model):
    """From a day on, a copy of the data of more people than ``above`` is made only once a second person agreed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    from_on = models.DateField(unique=True)
    above = models.PositiveIntegerField()

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain: ClassVar = {"id", "from_on", "above"}

    def __str__(self) -> str:
        return f"{self.above} {self.from_on}"


class Copy(models.Model):
    """A book of a year, or of one ``month`` in it, as a file that somebody asked for with a purpose; the worker makes it, and
    it is there for a day.

    ``problem`` says why there is none. ``reason`` is why the data of so many ``people`` are needed at once; with
    ``needs_other`` somebody else decides before anything is read.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    account = models.ForeignKey("identity.Account", on_delete=models.CASCADE, related_name="+")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(default=0)
    format = models.CharField(max_length=4, choices=Format.choices)
    purpose = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True, default="")
    people = models.PositiveIntegerField(default=0)
    needs_other = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("identity.Account", on_delete=models.PROTECT, null=True, related_name="+")
    is_allowed = models.BooleanField(null=True)
    words = models.CharField(max_length=300, blank=True, default="")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], name="books_copy_to_drop"),
            models.Index(
                fields=["asked_at"], condition=Q(needs_other=True, decided_at=None), name="books_copy_to_decide"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="books_copy_two_people", condition=Q(decided_by=None) | ~Q(decided_by=F("account"))
            ),
            models.CheckConstraint(
                name="books_copy_made_when_allowed",
                condition=Q(needs_other=False)
                | Q(is_allowed__isnull=False, is_allowed=True)
                | Q(content=None, ready_at=None),
            ),
            models.CheckConstraint(
                name="books_copy_decided_together",
                condition=Q(decided_at=None, decided_by=None, is_allowed=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, is_allowed__isnull=False),
            ),
        ]

    class Privacy:
        personal: ClassVar = {
            "account": KEEP_5_YEARS, "content": KEEP_SHORT, "decided_by": KEEP_5_YEARS, "reason": KEEP_SHORT,
            "words": KEEP_SHORT,
        }  # fmt: skip
        plain: ClassVar = {
            "id", "key", "book", "unit", "year", "month", "format", "purpose", "people", "needs_other", "decided_at",
            "is_allowed", "asked_at", "expires_at", "ready_at", "problem",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.book_id} {self.format}"
