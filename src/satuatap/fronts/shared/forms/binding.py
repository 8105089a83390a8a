"""Joining a page of a form with answers, typed texts, problems and what the register knows."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from satuatap.kernel import forms
from satuatap.kernel.forms import Condition, Field, Form, Page

from .bound import BoundField, BoundGroup, BoundPage, BoundRow, When
from .widgets import WIDGETS, chosen, date_widget, grouped, inputs_of, offered_widget, plain_hint

Areas = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def bind(
    form: Form,
    page_key: str,
    answers: Mapping[str, Any],
    *,
    typed: Mapping[str, str | Sequence[str]] | None = None,
    problems: Mapping[str, str] | None = None,
    known: Collection[str] = (),
    silent: Collection[str] = (),
    offers: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    areas: Areas = (),
    extent: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    known_url: str = "",
    prefix: str = "",
    lang: str | None = None,
) -> BoundPage:
    """The page ready to be drawn. Raises ``KeyError`` for a page that the form has not.

    ``typed`` are raw inputs (``Parsed.typed``, or what ``restructure`` gives) and go before the answers; ``problems``
    and ``notes`` (warnings that do not block) are sentences by answer pointer; ``known`` are pointers of answers that
    the register gave, shown but not asked, ``silent`` those of what is asked elsewhere and not shown here; ``offers``
    are the choices by field pointer, ``areas`` villages by district, ``extent`` the edges of the region,
    ``labels`` the words for values that only registers know. ``prefix`` begins every id, where two forms share a page.
    """
    with translation.override(lang) if lang else nullcontext():
        page = form.page(page_key)
        shown = forms.typed(form, page_key, answers) if typed is None else typed
        inputs = {name: text if isinstance(text, str) else "".join(text[:1]) for name, text in shown.items()}
        binder = _Binder(
            form, page, answers, inputs, problems or {}, set(known), set(silent), offers or {}, areas, extent or {},
            notes or {}, prefix,
        )  # fmt: skip
        return binder.page(labels or {}, known_url)


class _Binder:
    """Binds one page; ``summary`` collects the problems in the order of their inputs."""

    def __init__(
        self,
        form: Form,
        page: Page,
        answers: Mapping[str, Any],
        inputs: Mapping[str, str],
        problems: Mapping[str, str],
        known: set[str],
        silent: set[str],
        offers: Mapping[str, Sequence[tuple[str, str]]],
        areas: Areas,
        extent: Mapping[str, str],
        notes: Mapping[str, str],
        prefix: str,
    ) -> None:
        self.form, self.page_, self.answers, self.inputs = form, page, answers, inputs
        self.silent = silent
        self.problems, self.known, self.offers, self.areas, self.notes, self.prefix = (
            problems,
            known | silent,
            offers,
            areas,
            notes,
            prefix,
        )
        self.extent = msgspec.json.encode({name: float(value) for name, value in extent.items()}).decode()
        self.seen = forms.visible(form, answers)
        self.needed = forms.required(form, answers)
        self.here = {one.pointer for field in page.fields for one in field.tree()}
        self.summary: dict[str, str] = {}
        self.has_buttons = self.has_files = self.has_places = False

    def page(self, labels: Mapping[str, str], known_url: str) -> BoundPage:
        groups = []
        for number, group in enumerate(self.page_.groups, 1):
            fields = tuple(bound for field in group.fields for bound in self.field(field, field.path, field.pointer))
            if len(fields) == 1 and fields[0].widget == "group" and not fields[0].when and not fields[0].error:
                fields = fields[0].fields  # one group is the page: its title would stand there twice
            if fields:
                groups.append(BoundGroup(f"{self.prefix}bagian-{number}", group.title, fields))
        return BoundPage(
            key=self.page_.key,
            title=self.page_.title,
            groups=tuple(groups),
            known=self.known_rows(labels),
            known_title=self.known_title(),
            known_url=known_url if any(field.source for field in self.known_fields()) else "",
            problems=self.summary,
            has_buttons=self.has_buttons,
            has_files=self.has_files,
            has_places=self.has_places,
        )

    def known_fields(self) -> list[Field]:
        below = (one for field in self.page_.fields for one in field.tree())
        told = self.known - self.silent
        return [field for field in below if field.pointer in told and field.pointer in self.seen]

    def known_rows(self, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        rows = []
        for field in self.known_fields():
            value = forms.get(self.answers, field.pointer)
            if value is not None:
                rows.append((field.title, labels.get(str(value)) or forms.words(field, value)))
        return tuple(rows)

    def known_title(self) -> str:
        if not any(field.source for field in self.known_fields()):
            return _("Sudah kami isi dari surat yang dilampirkan")
        if all(field.source.startswith("family.") for field in self.known_fields()):
            return _("Sudah kami isi dari kartu keluarga Anda")
        return _("Sudah kami isi dari data Anda yang ada pada kami")

    def field(self, field: Field, path: str, pointer: str) -> tuple[BoundField, ...]:
        """The field bound, or nothing when it is known or cannot be asked now. ``path`` is that of this very input."""
        if field.pointer in self.known or not self.may_be_asked(field):
            return ()
        if field.kind == "object":
            fields = tuple(b for c in field.fields for b in self.field(c, f"{path}.{c.name}", f"{pointer}/{c.name}"))
            if not fields:
                return ()
            return (self.bound(field, path, pointer, widget="group", fields=fields),)
        if field.kind == "list":
            return (self.list(field, path, pointer),)
        return (self.leaf(field, path, pointer),)

    def leaf(self, field: Field, path: str, pointer: str) -> BoundField:
        value, more = self.inputs.get(path, ""), dict(WIDGETS[field.kind])
        id = self.prefix + path.replace(".", "-")
        if field.kind == "date":
            more |= date_widget(self.inputs, path, id)
        elif field.kind == "area":
            more |= {"groups": grouped(id, self.areas, value)}
        elif field.kind in {"choice", "party", "boolean"}:
            more |= offered_widget(field, id, value, self.offers.get(field.pointer, ()))
        elif field.kind in {"point", "polygon"}:
            self.has_places = True
            more |= {"extent": self.extent}
        elif field.kind == "file":
            self.has_files = True
            self.has_buttons |= bool(value)
            more |= {"file": value}
        elif field.kind == "integer" and field.unit:
            more |= {"widget": "affix"}
        if field.kind in {"text", "textarea"}:
            more |= {"maxlength": field.max_length}
        return self.bound(field, path, pointer, value=value, **more)

    def bound(self, field: Field, path: str, pointer: str, **more: Any) -> BoundField:
        id = self.prefix + path.replace(".", "-")
        target, error = more.pop("target", id), self.problems.get(pointer, "")
        if error:
            self.summary[target] = error
        conditions = self.conditions_here(field)
        merged = {
            "unit": field.unit, "is_heading": field.title == self.page_.title, "autocomplete": field.autocomplete or "off", "hint": field.hint or plain_hint(field.kind),
            "is_optional": field.pointer not in self.needed and not (conditions and field.required),
        } | more  # fmt: skip
        return BoundField(
            id=id, name=path, title=field.title, target=target, why=field.why, note=self.notes.get(pointer, ""),
            error=error, when=self.when(conditions), when_words=self.when_words(conditions), **merged,
        )  # fmt: skip

    def list(self, field: Field, path: str, pointer: str) -> BoundField:
        typed = self.inputs.get(path, "")
        rows = min(int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0, field.max_items)
        rows = max(rows, field.min_items)
        self.has_buttons = True
        own = self.bound(field, path, pointer, widget="list", value=str(rows), may_add=rows < field.max_items)
        return msgspec.structs.replace(
            own,
            rows=tuple(
                BoundRow(
                    number=number + 1,
                    title=field.item_title(number + 1),
                    remove=f"{path}.{number}",
                    may_remove=rows > field.min_items,
                    fields=tuple(
                        bound
                        for child in field.fields
                        for bound in self.field(
                            child, f"{path}.{number}.{child.name}", f"{pointer}/{number}/{child.name}"
                        )
                    ),
                )
                for number in range(rows)
            ),
        )

    def conditions_here(self, field: Field) -> tuple[Condition, ...]:
        """The conditions that inputs of this page can still change; those of the parents are on the parents."""
        above = len(self.form.shown.get(field.pointer.rpartition("/")[0], ()))
        own = self.form.shown.get(field.pointer, ())[above:]
        return tuple(
            c for c in own if c.pointer in self.here and c.pointer not in self.known and "*" not in field.pointer
        )

    def may_be_asked(self, field: Field) -> bool:
        """Whether it is visible, or could become so by what is answered on this page."""
        if field.pointer in self.seen:
            return True
        return all(
            (c.pointer in self.here and c.pointer not in self.known)
            or (c.pointer in self.seen and c.holds(forms.get(self.answers, c.pointer)))
            for c in self.form.shown[field.pointer]
        )

    def when(self, conditions: Sequence[Condition]) -> str:
        """The conditions as JSON for the script."""
        if not conditions:
            return ""
        rows = [When(self.form.index[c.pointer].path, inputs_of(c.values), c.minimum, c.maximum) for c in conditions]
        return msgspec.json.encode(rows).decode()

    def when_words(self, conditions: Sequence[Condition]) -> str:
        """The conditions for readers without script."""
        parts = [chosen(self.form.index[c.pointer], c) for c in conditions]
        return _("Hanya bila %(conditions)s.") % {"conditions": "; ".join(parts)} if parts else ""
