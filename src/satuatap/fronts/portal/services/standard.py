"""A service standard in the words of its page. What the standard does not say is shown as missing, never guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from satuatap.domain.catalog.queries import MinimumAge, Paper, Presence, Standard, applicant_words
from satuatap.fronts.portal.cards import asked, promised
from satuatap.fronts.shared import formats

CHANNELS: Mapping[str, str | Promise] = {
    "portal": gettext_lazy("Daring"),
    "desk": gettext_lazy("Di loket"),
    "kiosk": gettext_lazy("Di anjungan mandiri"),
}
COMPONENTS: Mapping[str, str | Promise] = {
    "complaints": gettext_lazy("Pengaduan, saran, dan masukan"),
    "facilities": gettext_lazy("Sarana dan prasarana"),
    "competence": gettext_lazy("Kompetensi petugas"),
    "staff": gettext_lazy("Jumlah petugas"),
    "supervision": gettext_lazy("Pengawasan internal"),
    "guarantee": gettext_lazy("Jaminan pelayanan"),
    "security": gettext_lazy("Jaminan keamanan dan keselamatan"),
    "evaluation": gettext_lazy("Evaluasi kinerja"),
}
PAPER_ICONS: Mapping[str, str] = {"paper:known": "book-user", "paper:ours": "signature"}
SILENCE: Mapping[str, str | Promise] = {
    "none": gettext_lazy("Permohonan tidak dianggap dikabulkan ataupun ditolak bila kami terlambat"),
    "deemed-granted": gettext_lazy("Permohonan dianggap dikabulkan bila tidak dijawab sampai batas waktu"),
    "deemed-refused": gettext_lazy("Permohonan dianggap ditolak bila tidak dijawab sampai batas waktu"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the top: the standard at a glance. "" marks a gap; ``time_about`` is what has to be said of it."""

    time: str
    time_note: str
    time_about: str
    fee: str
    fee_note: str
    product: str
    is_online: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the checklist. ``state`` is a code of the paper badges; ``hints`` are sentences.

    ``is_for_some`` is a paper that most people do without.
    """

    name: str
    hints: tuple[str, ...]
    law: str
    state: str
    icon: str
    is_for_some: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    label: str
    amount: str
    law: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    title: str
    url: str
    is_checked: bool


def head(standard: Standard) -> Head:
    promise = standard.promise
    amounts = [fee.amount for fee in standard.fees]
    return Head(
        time=promised(promise) if promise else "",
        time_note=_("sejak berkas lengkap dan benar") if promise else "",
        time_about=promise.note if promise else "",
        fee=asked(standard.fee, amounts[0] if len(amounts) == 1 else None) if standard.fee != "unknown" else "",
        fee_note=_("Laporkan bila diminta membayar") if standard.fee == "free" else "",
        product=standard.product,
        is_online="portal" in standard.channels,
    )


def papers(standard: Standard) -> tuple[PaperLine, ...]:
    return tuple(_paper(standard, paper) for paper in standard.papers)


def _paper(standard: Standard, paper: Paper) -> PaperLine:
    state = _state(standard, paper)
    icon = PAPER_ICONS.get(state, "file-text")
    return PaperLine(paper.name, tuple(_hints(standard, paper)), paper.law, state, icon, paper.is_for_some)


def _state(standard: Standard, paper: Paper) -> str:
    """Who brings a paper: the state where it has it already, we where we make or ask for it, the applicant else."""
    if paper.source.startswith(("party.", "family.")):
        return "paper:known"
    if paper.source:
        return "paper:ours"
    return "paper:needed" if "portal" in standard.channels else "paper:bring"


def _hints(standard: Standard, paper: Paper) -> Iterator[str]:
    if paper.hint:
        yield paper.hint
    if not (paper.required or paper.required_when or paper.source):
        yield _("Boleh dilewati.")
    instead = [other.name for key in paper.instead if (other := standard.paper(key))]
    if instead:
        yield _("Tidak ada? Bisa diganti: %(papers)s.") % {"papers": "; ".join(instead)}
    if paper.meterai:
        yield _("Bermeterai (%(law)s).") % {"law": paper.meterai}


def steps(standard: Standard) -> tuple[StepLine, ...]:
    """The way of an application: as the standard writes it, or else read from its flow."""
    flow = list(_flow(standard.flow))
    written = [StepLine(title, text) for title, text in standard.procedure]
    if [line.title for line in written] != [line.title for line in flow]:
        return tuple(written)
    return (StepLine(_("Anda mengisi permohonan"), _begin(standard)), *flow)


def _begin(standard: Standard) -> str:
    return _("Daring atau dibantu petugas.") if "portal" in standard.channels else _("Dibantu petugas.")


def _flow(flow: list[dict[str, Any]]) -> Iterator[StepLine]:
    is_instead = False  # between a seal and its document stands what officers do where the system may not seal
    for item in flow:
        branches = item.get("together", [item])
        for branch in branches:
            for step in branch if isinstance(branch, list) else [branch]:
                is_instead = is_instead and step.get("do") != "issue"
                if step.get("name"):
                    about = _about(step, is_parallel=len(branches) > 1, is_instead=is_instead)
                    yield StepLine(step["name"], " ".join(about))
                is_instead = is_instead or step.get("do") == "seal"


def _about(step: Mapping[str, Any], *, is_parallel: bool, is_instead: bool) -> Iterator[str]:
    if step.get("do") == "seal":
        checks = "; ".join(fact["replaces"] for fact in step["facts"])
        decree = {"number": step["decree"]["number"], "day": formats.date_id(date.fromisoformat(step["decree"]["on"]))}
        yield _("Tanpa petugas, menurut Keputusan Nomor %(number)s tanggal %(day)s.") % decree
        yield _("Yang dicocokkan: %(checks)s.") % {"checks": checks}
    if is_instead:
        yield _("Hanya bila sistem tidak dapat menyegel.")
    if step.get("within"):
        yield _("Paling lama %(time)s.") % {"time": formats.span(step["within"])}
    if step.get("when"):
        yield _("Hanya bila diperlukan.")
    if is_parallel:
        yield _("Berjalan bersamaan dengan langkah lain.")
    if step.get("hint"):
        yield step["hint"]


def fees(standard: Standard) -> tuple[FeeLine, ...]:
    return tuple(
        FeeLine(fee.label, formats.fee(fee.amount) if fee.amount is not None else _counted(fee.formula), fee.law)
        for fee in standard.fees
    )


def _counted(formula: str) -> str:
    return _("Dihitung dari jawaban Anda") if formula else ""


def rows(standard: Standard, places: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The components that have no section of their own and what the law wants beside them; an empty value is a gap."""
    silence = standard.silence
    limit = silence.get("within") or silence.get("limit", "")
    return (
        (_("Siapa yang boleh mengajukan"), applicant_words(standard.applicants)),
        *((_("Umur paling muda"), _age(age)) for age in standard.minimum_ages[-1:]),
        *([(_("Perlu datang sendiri"), _presence(standard.presence))] if standard.presence else []),
        (_("Cara mengajukan"), _words(standard.channels, CHANNELS)),
        (_("Tempat pelayanan"), "; ".join(places)),
        *((str(words), standard.components.get(key, "")) for key, words in COMPONENTS.items()),
        (_("Bila tidak dijawab"), _silence(silence, limit)),
    )


def _age(age: MinimumAge) -> str:
    words = _("%(years)s tahun, atau sudah kawin") if age.or_married else _("%(years)s tahun")
    return "; ".join(filter(None, (words % {"years": age.years}, age.law)))


def _presence(presence: Presence) -> str:
    words = _("Ya, pemohon datang sendiri") if presence.needed else _("Tidak perlu")
    return "; ".join(filter(None, (words, presence.note, presence.law)))


def _silence(silence: Mapping[str, str], limit: str) -> str:
    words = str(SILENCE.get(silence.get("rule", ""), ""))
    parts = [words, formats.span(limit) if limit else "", silence.get("law", ""), silence.get("note", "")]
    return "; ".join(filter(None, parts))


def _words(codes: tuple[str, ...], names: Mapping[str, str | Promise]) -> str:
    return "; ".join(str(names[code]) for code in codes if code in names)


def sources(standard: Standard) -> tuple[SourceLine, ...]:
    return tuple(SourceLine(source.title, source.url, source.checked) for source in standard.sources.values())
