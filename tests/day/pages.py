"""The same figures where people see them: in the pages."""

import random
import re
from html import unescape

from django.test import Client
from django.urls import reverse

from satuatap.domain.cases import policies, queries
from satuatap.domain.identity.models import Account

from .almanac import WIB
from .comparing import Comparison

SOME = 6
BADGES = {
    "new": "Baru", "in-progress": "Diproses", "returned": "Perlu perbaikan", "awaiting-payment": "Menunggu pembayaran",
    "completed": "Selesai", "refused": "Ditolak", "withdrawn": "Ditarik", "late": "Lewat janji",
}  # fmt: skip
"""The words for the conditions of a case, as the design has them."""


def read_pages(found: Comparison, dice: random.Random) -> None:
    """The inbox of some officers and the case page of some cases, as a browser gets them."""
    for account_id in dice.sample(found.town.officers, SOME):
        _inbox(found, account_id)
    for case in dice.sample(sorted(found.expected.values(), key=lambda c: c.row["number"]), SOME):
        _case(found, case)


def _inbox(found: Comparison, account_id: object) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=account_id))
    answer = client.get(reverse("desk:inbox"))
    actor = found.town.actor(account_id, found.now)
    if not actor.holdings:  # holds no role on this day: there is no desk for them
        found.same("inbox of nobody's role", str(account_id), answer.status_code, 404)
        return
    if not policies.works_on_cases(actor):  # starts where the own work is
        found.same("inbox of who has no cases", str(account_id), answer.status_code, 302)
        return
    page = _words(answer.content.decode())
    now = found.now.astimezone(WIB)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    counts = queries.counts(actor, now=found.now, midnight=midnight)
    figures = {
        "Menunggu saya": counts.mine, "Menunggu di regu": counts.team, "Jatuh tempo hari ini": counts.due_today,
        "Lewat batas": counts.late, "Selesai hari ini": counts.done_today, "Dikembalikan": counts.returned,
    }  # fmt: skip
    for words, figure in figures.items():
        shown = re.search(rf"{words} (99\+|\d+)", page)
        found.same("figure in the page", words, shown and shown[1], "99+" if figure >= 100 else str(figure))


def _case(found: Comparison, case: object) -> None:
    """The page of a case, as its applicant reads it."""
    owner = next(
        account
        for account in found.town.residents
        if found.town.actor(account, found.now).party_id == case.row["party_id"]
    )
    client = Client()
    client.force_login(Account.objects.get(pk=owner))
    answer = client.get(reverse("portal:case", args=[case.row["number"]]), follow=True)
    found.same("page of a case", case.row["number"], answer.status_code, 200)
    if case.badge in BADGES:
        found.same("badge in the page", case.row["number"], BADGES[case.badge] in _words(answer.content.decode()), True)


def _words(page: str) -> str:
    """What stands in a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
