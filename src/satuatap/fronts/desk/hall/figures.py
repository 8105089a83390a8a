"""Queues in figures, for whoever runs the hall: whether forecasts came true, and what another counter would change."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from satuatap.domain.visits import queries as visits
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, render, uuid_of

MOST_COUNTERS = 9
EARLIEST = date(2000, 1, 1)
USUAL = {"antrean": "", "hari": "", "tambah": "2", "mulai": "10:00", "sampai": "12:00"}


@dataclass(frozen=True, slots=True)
class Wish:
    """So many more counters on a past day, between two times."""

    day: date
    more: int
    opens: time
    closes: time


@open_to("staff")
@require_GET
def figures(request: Request) -> HttpResponse:
    """The scores of all lanes, and a trial once a lane was chosen."""
    rows = visits.scores(actor=request.actor, at=request.now)
    today = request.now.date()
    typed = USUAL | {"hari": (today - timedelta(days=1)).isoformat()}
    typed |= {name: request.GET[name][:40] for name in typed if request.GET.get(name)}
    trial = None
    problems: dict[str, str] = {}
    if typed["antrean"]:
        wish, problems = _wish(typed, today)
        if wish:
            trial = visits.try_counters(
                actor=request.actor, lane_id=uuid_of(typed["antrean"]), day=wish.day, more=wish.more, opens=wish.opens,
                closes=wish.closes,
            )  # fmt: skip
    context = {
        "rows": rows,
        "told": sum(row.told for row in rows),
        "came_true": sum(row.came_true for row in rows),
        "typed": typed,
        "problems": problems,
        "trial": trial,
        "lanes": [(row.lane_id, f"{row.lane} ({row.site})") for row in rows],
        "counters": [(many, many) for many in range(1, MOST_COUNTERS + 1)],
    }
    return render(request, "desk/hall/figures.html", context, status=422 if problems else 200)


def _wish(typed: dict[str, str], today: date) -> tuple[Wish | None, dict[str, str]]:
    """What was typed, or a sentence for each field that does not do."""
    problems = {}
    day, opens, closes = date_typed(typed["hari"]), _time(typed["mulai"]), _time(typed["sampai"])
    more = typed["tambah"]
    if day is None or not EARLIEST <= day <= today:
        problems["hari"] = _("Pilih hari yang sudah lewat, atau hari ini.")
    if more not in map(str, range(1, MOST_COUNTERS + 1)):
        problems["tambah"] = _("Pilih 1 sampai 9 loket.")
    if opens is None:
        problems["mulai"] = _("Tulis jamnya, misalnya 10:00.")
    if closes is None or (opens and closes <= opens):
        problems["sampai"] = _("Tulis jam sesudah jam mulai, misalnya 12:00.")
    if problems or not (day and opens is not None and closes is not None):
        return None, problems
    return Wish(day, int(more), opens, closes), {}


def day_asked(request: Request) -> date | None:
    """The day whose page is asked for; None, which means today, without one and for what is none."""
    typed = date_typed(request.GET.get("hari", ""))
    return typed if typed and typed >= EARLIEST else None


def date_typed(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
