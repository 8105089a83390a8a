"""Names, numbers and addresses of people stay in the tables and pages made for them: not in logs, not in the record of
who did what, not in jobs, not in what is sent."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import structlog
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from psycopg.types.json import Jsonb

from satuatap.config import logs
from satuatap.config.postgres.cluster import CONFIGURATION
from satuatap.domain.audit.models import Entry
from satuatap.domain.identity.models import Account
from satuatap.domain.notifications.models import Message
from satuatap.domain.residents import queries as residents
from satuatap.domain.residents.models import Person
from tests.support.world import World, at_noon, make_world, undone

pytestmark = pytest.mark.django_db


@dataclass
class Heard:
    """What came out beside the pages: lines of the log, and what was queued."""

    lines: list[str] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)


class Listener(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def plain(value: Any) -> Any:
    """The values of a statement, whole: JSON shows itself cut short."""
    if isinstance(value, Jsonb):
        return value.obj
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


@contextmanager
def listening() -> Iterator[Heard]:
    """Everything that is logged as the installation logs it, and every statement that queues a job."""
    heard = Heard()
    listener = Listener(heard.lines)
    listener.setFormatter(logs.formatter())

    def note(execute, sql, params, many, context):
        if "procrastinate_defer" in sql:
            heard.jobs.append(str(plain(params)))
        return execute(sql, params, many, context)

    logging.getLogger().addHandler(listener)
    try:
        with connection.execute_wrapper(note):
            yield heard
    finally:
        logging.getLogger().removeHandler(listener)


@pytest.fixture
def walked() -> Iterator[tuple[World, Heard]]:
    """Rani's nine applications, gone all their ways; and pages opened by people with and without the right to."""
    with at_noon(), undone(), listening() as heard:
        world = make_world()
        look_around(world)
        yield world, heard


def look_around(world: World) -> None:
    rani = residents.profile(world.people["rani"].party_id)
    number = world.to_sign["number"]
    counter, stranger = world.client("budi"), world.client("dewi")
    counter.post(reverse("desk:new"), {"orang": rani.nik})
    counter.post(reverse("desk:new"), {"orang": rani.name})
    counter.get(reverse("desk:case", args=[number]))
    counter.post(reverse("desk:search"), {"q": rani.name})
    counter.post(reverse("desk:search"), {"q": rani.nik})
    stranger.get(reverse("portal:case", args=[number]))
    stranger.post(reverse("portal:account-match"), {"nik": rani.nik, "name": rani.name, "sex": "2"})
    visitor = world.client("nobody")
    visitor.post(reverse("account_login"), {"address": account_of(world).phone})
    visitor.post(reverse("portal:track"), {"nomor": number, "angka": "0000"})
    visitor.get(f"/tidak-ada/{rani.nik}")


def account_of(world: World) -> Account:
    return Account.objects.get(pk=world.people["rani"].account_id)


def of_a_person(world: World) -> list[str]:
    """What must stand nowhere else: who she is and how she is reached, in the forms in which it is written."""
    rani, phone = residents.profile(world.people["rani"].party_id), account_of(world).phone
    local = f"0{phone.removeprefix('+62')}"
    return [rani.name, rani.nik, rani.kk, phone, local, local[1:], rani.address_line, rani.street, "Warung Rani"]


def leaks(texts: list[str], personal: list[str]) -> list[str]:
    pattern = re.compile("|".join(map(re.escape, personal)), re.IGNORECASE)
    return [text for text in texts if pattern.search(text)]


def test_a_whole_walk_leaves_nothing_personal_beside_its_tables(walked: tuple[World, Heard]):
    world, heard = walked
    personal = of_a_person(world)
    entries = [" ".join(map(str, row)) for row in Entry.objects.values_list()]
    sent = [f"{m.key} {m.title} {m.text} {m.path}" for m in Message.objects.all()] + [
        f"{letter.subject} {letter.body}" for letter in mail.outbox
    ]

    assert len(entries) > 50
    assert len(heard.jobs) > 20
    assert len(sent) > 10
    assert leaks(entries, personal) == []
    assert leaks(heard.jobs, personal) == []
    assert leaks(sent, personal) == []
    assert leaks(heard.lines, personal) == []


def test_what_the_database_says_of_a_row_it_refused_is_not_logged(walked: tuple[World, Heard]):
    """An unexpected error is logged with its whole story; the values that stood in the row are left out of it."""
    world, heard = walked
    rani = Person.objects.get(pk=world.people["rani"].party_id)
    with pytest.raises(IntegrityError, match=rani.nik) as problem, transaction.atomic():
        Person.objects.filter(pk=world.people["dewi"].party_id).update(nik=rani.nik)
    try:
        raise problem.value
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error")
        structlog.get_logger().exception("job failed")

    told = [line for line in heard.lines if "unique constraint" in line]
    assert len(told) == 2
    assert leaks(told, of_a_person(world)) == []


def test_the_database_keeps_values_out_of_its_own_log():
    """A statement holds the values it was sent with: neither slow nor failed ones are written down."""
    assert CONFIGURATION["log_min_duration_statement"] == "-1"
    assert CONFIGURATION["log_min_error_statement"] == "panic"
    assert CONFIGURATION["log_error_verbosity"] == "terse"
