"""Are the answers complete and right? Each problem says what to do, in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from .kinds import date_words
from .model import Field, Form, limit, template
from .showing import leaves, visible, whole

_RANK = {"required": 0, "minItems": 0, "type": 1, "enum": 2, "const": 2, "format": 3}


def validate(form: Form, answers: Mapping[str, Any], *, today: date | None = None) -> dict[str, str]:
    """Problems by the pointer of the answer; empty when everything that is asked is answered well.

    Answers to what is not asked are not looked at. ``today`` is needed for limits such as "not after today".
    """
    seen = visible(form, answers)
    found: dict[str, tuple[int, str]] = {}
    for fault in form.validator.iter_errors(whole(form, answers)):
        pointer = "".join(f"/{part}" for part in fault.instance_path)
        rule = fault.kind.name
        if rule == "required":
            pointer += f"/{fault.kind.property}"
        field = form.index.get(template(pointer))
        if field is None or field.pointer not in seen:
            continue
        rank = _RANK.get(rule, 4)
        if pointer not in found or rank < found[pointer][0]:
            found[pointer] = (rank, _message(field, fault))
    problems = {pointer: words for pointer, (_rank, words) in found.items()}
    for pointer, field, value in leaves(form, answers):
        if field.kind == "date" and pointer not in problems and (words := _limits(field, value, today)):
            problems[pointer] = words
    return {pointer: problems[pointer] for pointer in sorted(problems, key=_place(form))}


def _place(form: Form) -> Callable[[str], tuple[int, str]]:
    """Problems come in the order of the questions."""
    order = {pointer: number for number, pointer in enumerate(form.index)}
    return lambda pointer: (order[template(pointer)], pointer)


def _message(field: Field, fault: Any) -> str:
    limit_words = {"title": field.title, "unit": f" {field.unit}" if field.unit else ""}
    limit_words["limit"] = f"{getattr(fault.kind, 'limit', 0):,}".replace(",", ".")
    match fault.kind.name:
        case "required":
            return missing(field)
        case "const" if field.must:
            return missing(field)
        case "minLength":
            return _("Tulis paling sedikit %(n)d huruf.") % {"n": fault.kind.limit}
        case "maxLength":
            text = _("Tulis paling banyak %(n)d huruf; sekarang %(now)d.")
            return text % {"n": fault.kind.limit, "now": len(fault.instance)}
        case "minimum" | "exclusiveMinimum":
            return _("Paling sedikit %(limit)s%(unit)s.") % limit_words
        case "maximum" | "exclusiveMaximum":
            return _("Paling banyak %(limit)s%(unit)s.") % limit_words
        case "minItems":
            return _("Tambahkan sampai ada %(limit)s untuk “%(title)s”.") % limit_words
        case "maxItems":
            return _("Paling banyak %(limit)s untuk “%(title)s”. Hapus yang tidak perlu.") % limit_words
        case "enum" | "const":
            return _("Pilih salah satu jawaban yang ada.")
        case "pattern":
            return field.error
    return _("Isian ini belum dapat dibaca. Periksa lagi “%(title)s”.") % limit_words


def missing(field: Field) -> str:
    """What to do about a question without an answer."""
    if field.must:
        return _("Centang pernyataan ini untuk melanjutkan.")
    match field.kind:
        case "choice" | "boolean" | "area" | "party":
            text = _("Pilih jawaban untuk “%(title)s”.")
        case "file":
            text = _("Unggah “%(title)s”.")
        case "date":
            text = _("Isi tanggal, bulan, dan tahun untuk “%(title)s”.")
        case "list":
            text = _("Tambahkan paling sedikit satu untuk “%(title)s”.")
        case _other:
            text = _("Isi “%(title)s”.")
    return text % {"title": field.title}


def _limits(field: Field, value: Any, today: date | None) -> str:
    """A date before the earliest or after the latest day allowed."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return ""
    earliest, latest = limit(field.earliest, today), limit(field.latest, today)
    if latest and day > latest:
        if field.latest == "today":
            text = _("Tanggal ini tidak boleh setelah hari ini, %(date)s.")
        else:
            text = _("Tanggal ini tidak boleh setelah %(date)s.")
        return text % {"date": date_words(latest.isoformat())}
    if earliest and day < earliest:
        if field.earliest == "today":
            text = _("Tanggal ini tidak boleh sebelum hari ini, %(date)s.")
        else:
            text = _("Tanggal ini tidak boleh sebelum %(date)s.")
        return text % {"date": date_words(earliest.isoformat())}
    return ""
