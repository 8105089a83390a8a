"""Which input a kind of question gets, and the choices it offers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from satuatap.kernel import forms
from satuatap.kernel.forms import Condition, Field

from .bound import Choice

MOST_RADIOS = 7

WIDGETS: dict[str, dict[str, Any]] = {
    "text": {"widget": "text"},
    "textarea": {"widget": "textarea"},
    "integer": {"widget": "text", "inputmode": "numeric", "extra": "w16", "maxlength": 24},
    "rupiah": {"widget": "affix", "inputmode": "numeric", "unit": "Rp", "maxlength": 24},
    "nik": {"widget": "text", "inputmode": "numeric", "extra": "nik", "maxlength": 24},
    "kk": {"widget": "text", "inputmode": "numeric", "extra": "nik", "maxlength": 24},
    "phone": {"widget": "text", "inputmode": "tel", "extra": "w16", "type": "tel", "maxlength": 24},
    "point": {"widget": "place", "place": "point", "maxlength": 60},
    "polygon": {"widget": "place", "place": "polygon", "maxlength": 40_000},
    "date": {},
    "area": {"widget": "area", "extra": "w16"},
    "choice": {"widget": "radios"},
    "party": {"widget": "radios"},
    "boolean": {"widget": "radios"},
    "file": {"widget": "file"},
}


def plain_hint(kind: str) -> str:
    """What helps with a kind of question that has no hint of its own."""
    hints = {
        "nik": _("16 angka, ada di KTP."),
        "kk": _("16 angka, ada di bagian atas kartu keluarga."),
        "point": _("Ketuk gambarnya, atau tulis lintang dan bujur, misalnya -8.21910, 114.36910."),
        "polygon": _("Ketuk sudut-sudutnya, atau tulis satu titik satu baris mengelilingi batasnya."),
    }
    return hints.get(kind, "")


def offered_widget(field: Field, id: str, value: str, offered: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Radios for few choices, a list for many, a box to tick for a statement, a line where nobody is offered."""
    if field.must:
        return {"widget": "check"}
    if field.kind == "boolean":
        pairs: Sequence[tuple[str, str]] = (("true", _("Ya")), ("false", _("Tidak")))
    else:
        pairs = field.options or offered
    if not pairs:
        return {"widget": "text", "maxlength": 100, "hint": field.hint or _("Tulis nama lengkapnya.")}
    few = len(pairs) <= MOST_RADIOS
    choices = tuple(
        Choice(f"{id}-{number}", code, words, code == value) for number, (code, words) in enumerate(pairs, 1)
    )
    more: dict[str, Any] = {"widget": "radios" if few else "select", "choices": choices}
    if few:
        more["target"] = choices[0].id
        more["extra"] = "grid small" if all(len(words) <= 18 for _code, words in pairs) else ""
    return more


def grouped(
    id: str, areas: Sequence[tuple[str, Sequence[tuple[str, str]]]], value: str
) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Villages under their districts."""
    return tuple(
        (district, tuple(Choice(f"{id}-{code}", code, name, code == value) for code, name in villages))
        for district, villages in areas
    )


def date_widget(inputs: Mapping[str, str], path: str, id: str) -> dict[str, Any]:
    """Day and year as typed, the month as a list."""
    day, month, year = (inputs.get(f"{path}.{part}", "") for part in "dmy")
    months = tuple(
        Choice(f"{id}-m-{number}", str(number), _(name), str(number) == month.lstrip("0"))
        for number, name in enumerate(forms.MONTHS, 1)
    )
    return {"widget": "date", "date": (day, year), "choices": months, "target": f"{id}-d"}


def inputs_of(values: Sequence[str | int | bool]) -> tuple[str, ...]:
    """Answers as the values of inputs."""
    return tuple({True: "true", False: "false"}[v] if isinstance(v, bool) else str(v) for v in values)


def chosen(field: Field, condition: Condition) -> str:
    """A condition in words: ``“Hubungan dengan anak”: Lain``."""
    if condition.values:
        words = _(" atau ").join(forms.words(field, value) for value in condition.values)
    elif condition.minimum is not None and condition.maximum is not None:
        words = _("%(low)s sampai %(high)s") % {"low": condition.minimum, "high": condition.maximum}
    elif condition.minimum is not None:
        words = _("%(low)s atau lebih") % {"low": condition.minimum}
    elif condition.maximum is not None:
        words = _("%(high)s atau kurang") % {"high": condition.maximum}
    else:
        words = _("diisi")
    return f"“{field.title}”: {words}"
