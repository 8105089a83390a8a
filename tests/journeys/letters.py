"""The village letter, as far as several journeys walk the same way."""

from . import permits
from .person import Person

SERVICE = "sktm"


def sent(who: Person, to: str = "SMP Negeri 1 Licin") -> str:
    """A whole application for a letter; its number."""
    who.go(f"/layanan/{SERVICE}")
    who.follow("Ajukan daring")
    who.press("Mulai mengisi")
    number = permits.number_of(who)
    answer(who, to)
    permits.on(who)  # no paper is asked for
    permits.send(who)
    who.sees("Permohonan Anda sudah kami terima.")
    return number


def answer(who: Person, to: str) -> None:
    permits.on(who)  # who applies is known
    who.pick("Keperluan", "Sekolah atau beasiswa")
    who.fill("Diserahkan kepada siapa?", to)
    permits.on(who)
    who.page.get_by_label("Saya sendiri").check()
    permits.on(who)
    who.fill("Penghasilan keluarga sebulan", "900.000")
    who.fill("Jumlah tanggungan", "4")
    permits.on(who)
    who.page.get_by_label("Saya menyatakan keterangan ini benar").check()
    permits.on(who)
