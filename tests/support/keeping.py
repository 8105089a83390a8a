"""Something held, a list for a head, and a copy of many people's data that waits: for the walks through every page."""

from collections.abc import Mapping
from datetime import timedelta

from satuatap.domain.books.models import Book, Copy
from satuatap.domain.residents.models import Person
from satuatap.domain.retention import actions as retention
from satuatap.domain.retention.models import DestructionList, ListItem
from satuatap.kernel.actors import Actor
from satuatap.kernel.ids import uuid7

from .cast import TODAY
from .happenings import NOON


def keep(people: Mapping[str, Actor]) -> dict[str, str]:
    """Sari protects data here: she holds Rani's and put a list forward; Budi wants a copy of many people's data."""
    rani, budi, sari = people["rani"], people["budi"], people["sari"]
    nik = Person.objects.get(pk=rani.party_id).nik or ""
    hold = retention.set_hold(subject="party", told=nik, cause="dispute", reason="Perkara 7", by=sari, at=NOON)
    made = DestructionList.objects.create(code="loose-paper", made_at=NOON)
    ListItem.objects.create(list=made, record_id=str(uuid7()), label="BWI-26-0000-0000-0", since=TODAY)
    retention.submit_list(list_id=made.pk, by=sari, at=NOON)
    facts = {"number": "A.7", "group": "umum", "name": "Buku agenda", "filled": "letters", "offices": ["desa"]}
    book, _is_new = Book.objects.get_or_create(code="agenda", defaults=facts | {"layout": "unconfirmed"})
    wanted = Copy.objects.create(
        key=uuid7(), account_id=budi.account_id, book=book, year=NOON.year, format="xlsx",
        unit_id=budi.holdings[0].unit_id, purpose="Pemeriksaan", reason="Semuanya", people=500, needs_other=True,
        asked_at=NOON, expires_at=NOON + timedelta(days=7),
    )  # fmt: skip
    return {"hold_id": str(hold.pk), "list_id": str(made.pk), "wanted_id": str(wanted.pk)}
