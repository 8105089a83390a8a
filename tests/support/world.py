"""A small town in which Rani has one of everything: what tests of all addresses walk about in."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import reverse

from satuatap.domain.audit.models import Entry
from satuatap.domain.cases.models import Case, Photo
from satuatap.domain.cases.tests.factories import (
    DOCUMENT,
    FIELD,
    RECORD,
    REFER,
    WATER,
    make_service,
)
from satuatap.domain.catalog.actions import LifeEventEntry, put_life_events
from satuatap.domain.documents import ports
from satuatap.domain.documents import queries as documents
from satuatap.domain.documents.tests.factories import Reader, Renderer, Signer
from satuatap.domain.identity import queries as identity
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.tests.factories import put_pack_messages
from satuatap.domain.payments import queries as bills
from satuatap.domain.payments.lifecycle import Cause
from satuatap.domain.payments.models import Treasury, Unmatched
from satuatap.domain.regions.tests.factories import make_home
from satuatap.domain.residents import ports as resident_ports
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.actions import put_agreement
from satuatap.fronts.portal.account.tests.authenticator import Passkey
from satuatap.kernel.actors import NOBODY, Actor, system
from satuatap.kernel.remembered import forget_all

from . import cast
from .hall import open_hall
from .happenings import (
    AMISS,
    ASKED,
    NOON,
    NOTED,
    ODD,
    SEEN,
    UNWANTED,
    URGENT,
    apply_for_a_life_event,
    apply_for_everything,
    found_firm,
    give_powers,
    letter_came,
    set_manual,
    signed_in_a_batch,
    slip,
    staffing,
    suspect,
    talk,
)
from .keeping import keep

TITLE = "Izin Papan Nama Warung Teluk"
PHONE = "HP Rani Teluk"
NEVER_GIVEN = UUID(int=0)
SARIS_ROLES = ("head-of-licensing", "head-of-agency", "data-protection-officer", "registration-operator")


@dataclass
class World:
    """``people`` by name; ``things`` are Rani's, each with a value for every parameter an address may have.

    ``texts`` are whatever tells something of Rani, ``printed`` those of them that stand on her documents, ``record``
    the rows of the database in which any of them stands.
    """

    people: dict[str, Actor]
    things: list[dict[str, str]]
    cookies: dict[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    printed: frozenset[str] = frozenset()
    record: frozenset[str] = frozenset()
    looks_before: int = 0

    @property
    def to_sign(self) -> dict[str, str]:
        """What waits for a signature: a case with papers, a draft and a bill."""
        return next(thing for thing in self.things if thing["step"] == "tanda")

    def client(self, name: str) -> Client:
        """A browser of one of the people, who has just shown who they are; "nobody" is not signed in."""
        client = Client()
        if name in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[name]
        return client

    def samples(self, names: frozenset[str]) -> list[dict[str, str]]:
        """The things that differ in these parameters. ``KeyError`` for a parameter without a sample."""
        return list({tuple(thing[name] for name in sorted(names)): thing for thing in self.things}.values())

    def told(self, said: str, asked: str) -> list[str]:
        """What of Rani's stands in a text that was not in the question already."""
        return sorted(text for text in self.texts if text in said and text not in asked)

    def about_rani(self, tables: frozenset[str] | None = None) -> frozenset[str]:
        """Every row, of these tables or of all, that says something about Rani."""
        about = re.compile("|".join(map(re.escape, self.texts)))
        return frozenset(row for row in rows(tables) if about.search(row))

    def changed(self, before: Mapping[str, int]) -> frozenset[str]:
        """The rows about Rani that came, went or became others since the tables were ``written_to`` so often."""
        tables = frozenset(table for table, times in written_to().items() if times != before.get(table, 0))
        known = frozenset(row for row in self.record if row.partition(" ")[0] in tables)
        return known ^ self.about_rani(tables) if tables else frozenset()

    def looks(self) -> int:
        """How many looks at Rani's data are on record."""
        return Entry.objects.filter(verb="looked", party_id=str(self.people["rani"].party_id)).count()


def written_to() -> dict[str, int]:
    """How many rows were written to each table in this transaction, those that were taken back among them."""
    written = " + ".join(f"pg_stat_get_xact_tuples_{how}(oid)" for how in ("inserted", "updated", "deleted"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT relname, {written} FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"  # noqa: S608
        )
        return dict(cursor.fetchall())


def rows(tables: frozenset[str] | None = None) -> Iterator[str]:
    found = tables or [t for t in connection.introspection.table_names() if t != "django_migrations"]
    quoted = " UNION ALL ".join(f"SELECT '{table} ' || t::text FROM \"{table}\" t" for table in found)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(quoted)
        yield from (row[0] for row in cursor.fetchall())


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements inside that are more than a question."""
    found: list[str] = []

    def note(execute, sql, params, many, context):
        if not sql.lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")) or "procrastinate_defer" in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside is taken back at the end, and what was remembered since is forgotten."""
    with transaction.atomic(), writes() as written:
        yield
        transaction.set_rollback(True)
    if written:
        forget_all()


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once a module, in a transaction around all its tests; what is asked all day is remembered, as at work."""
    with django_db_blocker.unblock(), at_noon(), override_settings(REMEMBER_SECONDS=60), undone():
        forget_all()
        yield make_world()


@contextmanager
def at_noon() -> Iterator[None]:
    """The clock stands at noon; what sets, signs and reads letters are stand-ins."""
    with time_machine.travel(NOON, tick=False), pytest.MonkeyPatch.context() as patch:
        patch.setattr(ports, "renderers", [Renderer()])
        patch.setattr(ports, "signers", {"internal": Signer()})
        patch.setattr(ports, "readers", [Reader()])
        patch.setattr(resident_ports, "national_registers", [])
        yield


def make_world() -> World:
    make_home()
    put_pack_messages(NOON)
    licensing, civil = (
        cast.make_unit("dpmptsp", name="DPMPTSP"),
        cast.make_unit("dispendukcapil", name="Dispendukcapil"),
    )
    people = {
        "rani": cast.make_resident("Rani Teluk Hijau", licensing),
        "dewi": cast.make_resident("Dewi Contoh", licensing),
        "budi": cast.make_officer(
            "Budi Contoh",
            licensing,
            "front-officer",
            "technical-team",
            "cashier",
            "guide",
            "mall-manager",
            "emergency-access",
        ),
        "sari": cast.make_officer("Sari Contoh", licensing, *SARIS_ROLES, signs=True),
        "tono": cast.make_officer("Tono Contoh", civil, "front-officer", "cashier", "head-of-agency", signs=True),
        "wati": cast.make_officer("Wati Contoh", licensing, "unit-admin"),
        "lina": cast.make_resident("Lina Contoh", licensing),
        "joko": cast.make_resident("Joko Contoh", licensing),
        "nobody": NOBODY,
    }
    make_service(licensing, NOON, documents=[DOCUMENT | {"title": TITLE}])
    make_service(
        licensing, NOON, code="akta-kelahiran", name="Akta kelahiran", record="SIAK", flow=RECORD, documents=[]
    )
    make_service(licensing, NOON, code="paspor", name="Paspor", record="M-Paspor", flow=REFER, documents=[])
    make_service(licensing, NOON, code="air", name="Tagihan air", mode="pay", flow=WATER, documents=[])
    make_service(licensing, NOON, code="bangunan", name="Persetujuan bangunan", flow=FIELD, documents=[])
    event = LifeEventEntry("akta-kelahiran", "bayi", ("akta-kelahiran", "paspor"), {"id": {"name": "Anak lahir"}})
    put_life_events(entries=[event], by=system("test"), at=NOON)
    found = World(people, [])
    found.cookies = {name: _signed_in(actor) for name, actor in people.items() if actor.account_id}
    common = _common(people["rani"], found.cookies["rani"]) | staffing(people) | letter_came(people)
    cases = apply_for_everything(people)
    for case in cases[1:]:
        talk(case, people)
    common |= open_hall(people, licensing)
    common["office"] = cast.make_unit("kecamatan-licin", name="Licin", kind="district", area_code="35.10.24").code
    common["batch_id"] = signed_in_a_batch(people["sari"])
    firm, office = found_firm(people["rani"], people["lina"])
    common |= (
        suspect(people)
        | keep(people)
        | {
            "mandate_id": give_powers(people, [case.pk for case in cases]),
            "organisation_id": firm,
            "office_id": office,
        }
    )
    put_agreement(
        unit_id=licensing.pk, purpose="Melayani di loket", reference="CONTOH/PKS/1", quota=1_000, from_on=NOON.date(),
        by=system("test"), at=NOON,
    )  # fmt: skip
    bundles = apply_for_a_life_event(people["rani"])
    found.things = [
        common | _facts(case) | {"bundle_id": str(bundles[number % 2].pk)} for number, case in enumerate(cases)
    ]
    found.printed = _printed(found.things)
    found.texts = _texts(people["rani"], found.things) | found.printed
    found.record, found.looks_before = found.about_rani(), found.looks()
    return found


def _signed_in(actor: Actor) -> str:
    client, account = Client(), Account.objects.get(pk=actor.account_id)
    client.force_login(account)
    request = SimpleNamespace(session=client.session)
    record_authentication(request, account, "password")
    request.session.save()
    return str(request.session.session_key)


def _common(rani: Actor, cookie: str) -> dict[str, str]:
    """A value for each parameter that does not hang on a case."""
    key, browser = Passkey(), Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
    page = browser.get(reverse("mfa_add_webauthn")).content.decode()
    options = json.loads(html.unescape(re.findall(r'data-options="([^"]+)"', page)[0]))
    browser.post(reverse("mfa_add_webauthn"), {"name": PHONE, "credential": key.create(options), "passwordless": "on"})
    passkey = Authenticator.objects.get(user_id=rani.account_id, type=Authenticator.Type.WEBAUTHN)
    money = Unmatched.objects.create(
        treasury=Treasury.objects.get(code="rkud"), gateway="bank", gateway_ref="TELUK-77", merchant="rkud", amount=150_000,
        cause=Cause.UNKNOWN, at=NOON,
    )  # fmt: skip
    return {
        "unmatched_id": str(money.pk),
        "party_id": str(rani.party_id), "handle": identity.handle_of(_signed_in(rani)), "pk": str(passkey.pk),
        "message_id": str(slip(rani).pk), "name": "zzzzzzzzzz", "role": set_manual("warga"),
        "provider_id": "identitas", "reply": "tidak-pernah-dikirim", "book": "agenda", "line_id": "1",
        "copy_id": str(NEVER_GIVEN), "gateway": "bank", "channel": "sms",
    }  # fmt: skip


def _facts(case: Case) -> dict[str, str]:
    """A value for each parameter that hangs on a case; of what this case has not got, one that is never given."""
    case.refresh_from_db()
    open_task = case.tasks.exclude(state="closed").first() or case.tasks.last()
    paper, document = case.papers.first(), next(iter(documents.of_about(case.pk)), None)
    bill, photo = next(iter(bills.bills_about(case.pk)), None), Photo.objects.filter(inspection__case=case).first()
    return {
        "code": case.service.code,
        "number": case.number,
        "page": "isian",
        "paper_id": str(paper.pk if paper else NEVER_GIVEN),
        "step": open_task.step if open_task else "periksa",
        "task_id": str(open_task.pk if open_task else NEVER_GIVEN),
        "document_id": str(document.id if document else NEVER_GIVEN),
        "post_id": _first(case.posts),
        "opinion_id": _first(case.opinions),
        "visit_id": _first(case.inspections),
        "photo_id": str(photo.pk if photo else NEVER_GIVEN),
        "token": document.token if document else "tidak-pernah-dibuat-00",
        "bill_id": str(bill.id if bill else NEVER_GIVEN),
    }


def _first(rows: Any) -> str:
    row = rows.first()
    return str(row.pk if row else NEVER_GIVEN)


def _texts(rani: Actor, things: list[dict[str, str]]) -> frozenset[str]:
    """Whatever tells something of Rani: who she is, what she asked for, and the numbers by which it is known."""
    person = residents.profile(rani.party_id)
    account = Account.objects.get(pk=rani.account_id)
    found = {
        person.name,
        person.nik,
        person.kk,
        account.phone,
        "Warung Rani",
        "CV Teluk Biru",
        PHONE,
        "3510-LU-0001",
        "NTPD-TELUK-7",
        "TELUK-77",
        ASKED,
        NOTED,
        ODD,
        UNWANTED,
        URGENT,
        SEEN,
        AMISS,
    }
    found |= {str(rani.party_id), str(rani.account_id)}
    found |= {
        thing[name]
        for thing in things
        for name in (
            "number",
            "paper_id",
            "task_id",
            "document_id",
            "bill_id",
            "post_id",
            "opinion_id",
            "visit_id",
            "photo_id",
        )
        for name in ("number", "paper_id", "task_id", "document_id", "bill_id", "post_id", "opinion_id", "bundle_id")
    }
    for thing in things:
        case = Case.objects.get(number=thing["number"])
        found.add(str(case.pk))
        found |= {bill.number for bill in bills.bills_about(case.pk)}
        found |= {bill.receipt_number for bill in bills.bills_about(case.pk)}
    return frozenset(found - {"", None, str(NEVER_GIVEN)})


def _printed(things: list[dict[str, str]]) -> frozenset[str]:
    cases = Case.objects.filter(number__in=[thing["number"] for thing in things])
    numbers = {document.number for case in cases for document in documents.of_about(case.pk)}
    return frozenset(numbers - {""} | {TITLE})
