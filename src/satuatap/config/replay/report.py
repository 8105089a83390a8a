"""What came of a played day, and whether it is as it must be."""

from dataclasses import dataclass
from uuid import UUID

from satuatap.domain.visits.queries import DayAccount

from .used import Meter

AIM = (75, 85)  # of 100 forecasts, so many should come true when told as eight of ten


@dataclass(frozen=True, slots=True)
class Report:
    """A played day. ``arrivals`` are those of the file."""

    arrivals: int
    lanes: int
    sites: tuple[UUID, ...]
    account: DayAccount
    meter: Meter

    @property
    def faults(self) -> tuple[str, ...]:
        """What must not be, in sentences; none on a good day."""
        day = self.account
        wrong = (
            (day.numbers != self.arrivals, f"{self.arrivals} datang, tetapi {day.numbers} nomor diberikan"),
            (day.twice > 0, f"{day.twice} nomor diberikan dua kali"),
            (day.gaps > 0, f"{day.gaps} nomor terlewat"),
            (day.served != day.numbers, f"{day.numbers - day.served} nomor tidak dilayani"),
            (day.finished != day.numbers, f"{day.numbers - day.finished} kunjungan tidak selesai"),
            (day.called_twice > 0, f"{day.called_twice} nomor dipanggil untuk dua loket"),
            (day.overtaken > 0, f"{day.overtaken} pengunjung disalip yang datang kemudian"),
        )
        return tuple(words for is_wrong, words in wrong if is_wrong)

    def lines(self) -> tuple[str, ...]:
        day, meter = self.account, self.meter
        share = f"{day.came_true / day.told:.1%}" if day.told else "belum cukup data"
        database = "dengan basis data" if meter.sees_database else "tanpa basis data"
        return (
            f"{self.arrivals} kedatangan, {self.lanes} antrean, {len(self.sites)} kantor",
            f"{day.numbers} nomor, {day.served} dilayani sekali; dua kali diberikan {day.twice}, terlewat {day.gaps}, disalip {day.overtaken}",
            f"Tunggu: setengahnya paling lama {day.median_wait or 0:.1f} menit, 80 % paling lama {day.long_wait or 0:.1f} menit",
            f"Perkiraan: {day.told} rentang diberikan, {day.came_true} tepat: {share} (tujuan {AIM[0]}–{AIM[1]} %)",
            f"CPU {database}: {meter.each_ms('issue'):.1f} ms tiap nomor, {meter.each_ms('call'):.1f} ms tiap panggilan",
            f"{self.arrivals / max(meter.wall_seconds, 0.001):.0f} kedatangan tiap detik, {meter.wall_seconds:.0f} detik",
        )
