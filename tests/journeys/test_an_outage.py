"""The national registration system is down: the mall says since when and until when, promises rest, and Rani reads why.

What her page ought to say is reckoned here from the published hours, minute by minute, with none of the system's rules.
"""

from datetime import date, datetime, time, timedelta

import yaml

from tests.day.almanac import WIB, Almanac

from . import births, officers, permits
from .copy import SOURCE
from .person import PHONE

PACKS = ("nasional", "banyuwangi")
DAYS_AGO = 3  # as far back as an outage may begin
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
WEEK = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


class Published(Almanac):
    """The hours of a five-day week as the packs publish them, those of Ramadan too."""

    def __init__(self) -> None:
        packs = [yaml.safe_load((SOURCE.parent / "packs" / name / "calendar.yaml").read_text()) for name in PACKS]
        years = [year for pack in packs for year in pack.get("holidays", ())]
        super().__init__({on for year in years for kind in ("national", "joint-leave") for on in year.get(kind, ())})
        self.weeks = [row for pack in packs for row in pack["hours"] if row["week"] == "five"]

    def hours(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.holidays or day.weekday() > 4:
            return []
        row = max((one for one in self.weeks if one["from"] <= day <= one.get("to", day)), key=lambda one: one["from"])
        spans = row["days"]["friday" if day.weekday() == 4 else "monday-thursday"]
        return [tuple(datetime.combine(day, time.fromisoformat(t), WIB) for t in span.split("-")) for span in spans]


def test_an_outage_is_declared_and_lifted(person):
    hours, rani, nita, bambang = Published(), person("rani", width=PHONE), person("nita"), person("bambang")
    number = accepted(rani, person("tono"))
    rani.copy.let_case_grow_old(number, DAYS_AGO)
    began = minute(datetime.now(WIB) - timedelta(days=DAYS_AGO) + timedelta(minutes=5))
    due = hours.close_of(began, 1)
    shows_promise(rani, nita, number, due)

    only_who_leads_declares(nita)
    declare(bambang, began)
    rests(rani, nita, number)
    ended = minute(datetime.now(WIB))
    bambang.press("Sudah pulih")
    bambang.sees("Sudah pulih.")
    correct(bambang, "Pulih kapan?", ended)

    moved = hours.after(ended, hours.worked(began, due))
    assert hours.worked(ended, moved) == hours.worked(began, due)  # all that was left then is left now
    rani.go(f"/berkas/{number}")
    rani.waits_for(written(moved))
    shows_promise(rani, nita, number, moved)
    rani.looks("gangguan-pulih")
    rani.go("/akun/pesan")
    rani.sees(f"kini kami janjikan selesai paling lambat {moved.day} {MONTHS[moved.month - 1]} {moved.year}")

    began = ended - timedelta(minutes=1)  # it was a minute only, and moves next to nothing
    correct(bambang, "Mulai kapan?", began)
    rani.go(f"/berkas/{number}")
    rani.waits_for(written(hours.after(ended, hours.worked(began, due)) if began < due else due))


def minute(moment):
    """Pages take and show whole minutes."""
    return moment.replace(second=0, microsecond=0)


def written(moment):
    return f"{WEEK[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H.%M} WIB"


def shows_promise(rani, nita, number, due):
    """The moment that was promised, and whether it has passed, at both ends."""
    late = due < datetime.now(WIB)
    rani.go(f"/berkas/{number}")
    rani.sees(written(due))
    rani.sees("Lewat dari janji." if late else "Sesuai jadwal, sisa")
    officers.opens(nita, number)
    nita.waits_until_gone("Hitungan berhenti")
    nita.sees("lewat" if late else "sisa")
    nita.go("/meja/?tampil=late")
    assert (number in nita.page.content()) is late


def only_who_leads_declares(nita):
    nita.go("/meja/gangguan")
    nita.sees_heading("tidak ada")


def declare(bambang, began):
    bambang.go("/meja/gangguan")
    bambang.press("Catat dan umumkan")
    bambang.looks("gangguan-galat")
    bambang.choose("Yang terganggu", "SIAK")
    bambang.choose("Di mana", "Semua instansi")
    bambang.fill("Mulai kapan?", f"{began:%Y-%m-%dT%H:%M}")
    bambang.fill("Apa yang terjadi?", "Pusat data di Jakarta padam.")
    bambang.press("Catat dan umumkan")
    bambang.sees("Gangguan dicatat.")
    bambang.looks("gangguan")


def rests(rani, nita, number):
    """While it lasts nothing is late; the page says what is down and since when."""
    rani.go(f"/berkas/{number}")
    rani.waits_for("Menunggu gangguan pulih")
    rani.waits_for("SIAK sedang terganggu")
    rani.looks("gangguan-pemohon")
    officers.opens(nita, number)
    nita.waits_for("Hitungan berhenti")  # each process of the web remembers for some seconds what is down
    nita.go(f"/layanan/{births.SERVICE}")
    nita.waits_for("SIAK sedang terganggu")
    nita.go(f"/layanan/{permits.SERVICE}")
    assert "sedang terganggu" not in nita.page.inner_text("body")


def correct(bambang, label, moment):
    """What was written down is put right afterwards."""
    bambang.go("/meja/gangguan")
    bambang.page.locator("tr", has_text="Pusat data di Jakarta padam.").first.get_by_role("link").click()
    bambang.fill(label, f"{moment:%Y-%m-%dT%H:%M}")
    bambang.looks("gangguan-ubah")
    bambang.press("Simpan")
    bambang.sees("Perubahan disimpan.")


def accepted(rani, tono):
    number = births.begin(rani)
    births.answer(rani, "Bayu Arkana Prasetya")
    births.papers(rani)
    permits.send(rani)
    rani.sees("Permohonan Anda sudah kami terima.")
    officers.accepts(tono, number)
    return number
