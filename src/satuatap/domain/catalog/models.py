"""Tables of the catalogue: services, revisions, translated words, life events, reasons, names of roles."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from satuatap.kernel.ids import uuid7


class Service(models.Model):
    """One thing a person can come for. What is promised about it stands in its revisions.

    A service belongs to one unit, or to one kind of unit (``unit_kind`` "village"): then the applicant's own village
    is the unit, found when a case begins. ``popular`` orders the short list on the first page; 0 is not on it.
    """

    class Mode(models.TextChoices):
        FULL = "full"
        ASSIST = "assist"
        REFER = "refer"
        PAY = "pay"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    unit = models.ForeignKey("agencies.Unit", on_delete=models.PROTECT, null=True, related_name="services")
    unit_kind = models.CharField(max_length=20, blank=True, default="")
    mode = models.CharField(max_length=10, choices=Mode.choices)
    record = models.CharField(max_length=40)
    active = models.BooleanField(default=True)
    popular = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="catalog_service_unit_or_kind",
                condition=Q(unit__isnull=False, unit_kind="") | (Q(unit__isnull=True) & ~Q(unit_kind="")),
            ),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "code", "unit", "unit_kind", "mode", "record", "active", "popular"}

    def __str__(self) -> str:
        return self.code


class Revision(models.Model):
    """A service standard as it was published, in Indonesian. A trigger refuses to change or delete it.

    ``valid_from`` counts from local midnight; the revision in force is the latest that has begun. ``body`` is JSON kept
    as text, because a form asks its questions in the order they were written and ``jsonb`` would lose it;
    ``body_hash`` is its SHA-256.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    body = models.TextField()
    body_hash = models.CharField(max_length=64)
    decree_number = models.CharField(max_length=80, blank=True, default="")
    decree_on = models.DateField(null=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="catalog_revision_once"),
        ]
        indexes = [
            models.Index(fields=["service", "-valid_from", "-number"], name="catalog_revision_in_force"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {
            "id", "service", "number", "valid_from", "body", "body_hash", "decree_number", "decree_on",
            "published_at", "published_by",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.service_id} #{self.number}"


class CatalogText(models.Model):
    """One translated text of a revision. ``pointer`` is a JSON pointer into the body.

    ``source_hash`` is the SHA-256 of the Indonesian text that was translated: when that text has changed since, the
    translation counts as missing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="texts")
    lang = models.CharField(max_length=8)
    pointer = models.CharField(max_length=200)
    text = models.TextField()
    source_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "lang", "pointer"], name="catalog_catalogtext_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "revision", "lang", "pointer", "text", "source_hash"}

    def __str__(self) -> str:
        return f"{self.lang} {self.pointer}"


class Compiled(models.Model):
    """A revision made ready for one language: the whole standard, its card, and the words search looks in.

    ``body`` and ``card`` are JSON as text, read straight into the structs of ``queries``. ``untranslated`` counts the texts that are still shown in Indonesian.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="compiled")
    lang = models.CharField(max_length=8)
    body = models.TextField()
    card = models.TextField()
    search = SearchVectorField()
    untranslated = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "lang"], name="catalog_compiled_once"),
        ]
        indexes = [GinIndex(fields=["search"], name="catalog_compiled_search")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "revision", "lang", "body", "card", "search", "untranslated"}

    def __str__(self) -> str:
        return f"{self.revision_id} {self.lang}"


class LifeEvent(models.Model):
    """Something that happens to a person, and the services that go with it: a child is born, a shop opens."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    icon = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    services = models.ManyToManyField(
        Service, through="LifeEventService", through_fields=("event", "service"), related_name="life_events"
    )

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "code", "icon", "place"}

    def __str__(self) -> str:
        return self.code


class LifeEventText(models.Model):
    """What a life event is called in one language, in the person's own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(LifeEvent, on_delete=models.CASCADE, related_name="texts")
    lang = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=200, blank=True, default="")
    words = models.CharField(max_length=400, blank=True, default="")
    asks = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "lang"], name="catalog_lifeeventtext_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "event", "lang", "name", "hint", "words", "asks"}

    def __str__(self) -> str:
        return self.name


class LifeEventService(models.Model):
    """The place of a service in the list of a life event, and what of it waits for another one.

    ``after`` is the service whose product this one needs: ``sets`` are answers that follow from that (by dotted name),
    ``takes`` those that its product brings: ``number`` is the outside number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(LifeEvent, on_delete=models.CASCADE, related_name="entries")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="event_entries")
    place = models.PositiveSmallIntegerField()
    after = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="+")
    sets = models.JSONField(default=dict)
    takes = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "service"], name="catalog_lifeeventservice_once"),
        ]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "event", "service", "place", "after", "sets", "takes"}

    def __str__(self) -> str:
        return f"{self.event_id} {self.place}"


class Reason(models.Model):
    """A decreed wording for handing an application back, for refusing it, or for revoking what was issued. ``law`` is the
    legal basis of the last two.

    ``services`` names the services it is meant for; empty means all.
    """

    class Kind(models.TextChoices):
        RETURN = "return"
        REFUSE = "refuse"
        REVOKE = "revoke"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    law = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=60, blank=True, default="")
    place = models.PositiveSmallIntegerField(default=0)
    services = ArrayField(models.CharField(max_length=60), default=list, blank=True)

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "code", "kind", "law", "source", "place", "services"}

    def __str__(self) -> str:
        return self.code


class ReasonText(models.Model):
    """A reason in one language, as the applicant reads it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, related_name="texts")
    lang = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "lang"], name="catalog_reasontext_once")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "reason", "lang", "text"}

    def __str__(self) -> str:
        return self.text


class RoleName(models.Model):
    """What a role named in a flow is called in one language: ``front-officer`` is *petugas loket*."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=60)
    lang = models.CharField(max_length=8)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "lang"], name="catalog_rolename_once")]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "code", "lang", "name"}

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One row that counts the changes of the catalogue; cached pages are thrown away when it moves."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="catalog_edition_single", condition=Q(id=1))]

    class Privacy:
        personal: ClassVar[dict[str, str]] = {}
        plain = {"id", "number"}

    def __str__(self) -> str:
        return str(self.number)
