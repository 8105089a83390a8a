"""From a JSON Forms UI schema of our subset to pages; without one, from the groups of the form itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from satuatap.kernel.yamls import join

from .model import Condition, Field, Group, Page
from .schema import SchemaReader

_KEYS = {
    "Categorization": {"type", "elements"},
    "Category": {"type", "label", "key", "elements", "rule"},
    "Group": {"type", "label", "elements", "rule"},
    "Control": {"type", "scope", "rule"},
}


class PageReader:
    """Reads one UI schema against the fields of its form; problems and rules go to the schema's reader."""

    def __init__(self, ui: Mapping[str, Any], at: str, schema: SchemaReader, fields: Sequence[Field]) -> None:
        self.ui, self.at, self.schema, self.fields = ui, at, schema, fields
        self.placed: set[str] = set()

    def wrong(self, at: str, message: str, mend: str) -> None:
        own, self.schema.at = self.schema.at, self.at
        self.schema.wrong(at, message, mend)
        self.schema.at = own

    def pages(self) -> tuple[Page, ...]:
        if not self.check(self.ui, "", {"Categorization"}):
            return ()
        pages: list[Page] = []
        for number, category in enumerate(self.elements(self.ui, "")):
            at = join("", "elements", number)
            if self.check(category, at, {"Category"}):
                pages.append(self.page(category, at, {page.key for page in pages}))
        for field in self.fields:
            self.check_placed(field)
        return tuple(pages)

    def page(self, category: Mapping[str, Any], at: str, taken: set[str]) -> Page:
        rule = self.rule(category, at)
        groups: list[Group] = []
        loose: list[Field] = []
        for number, element in enumerate(self.elements(category, at)):
            here = join(at, "elements", number)
            if not self.check(element, here, {"Control", "Group"}):
                continue
            if element["type"] == "Control":
                loose += self.control(element, here, rule)
                continue
            if loose:
                groups.append(Group("", tuple(loose)))
                loose = []
            groups.append(self.group(element, here, rule))
        if loose:
            groups.append(Group("", tuple(loose)))
        return Page(self.key(category, at, groups, taken), self.label(category, at), tuple(groups))

    def group(self, element: Mapping[str, Any], at: str, above: tuple[Condition, ...]) -> Group:
        rule = (*above, *self.rule(element, at))
        fields: list[Field] = []
        for number, inner in enumerate(self.elements(element, at)):
            here = join(at, "elements", number)
            if self.check(inner, here, {"Control"}):
                fields += self.control(inner, here, rule)
        return Group(self.label(element, at), tuple(fields))

    def control(self, element: Mapping[str, Any], at: str, above: tuple[Condition, ...]) -> list[Field]:
        scope = str(element.get("scope", ""))
        pointer = scope.removeprefix("#").replace("/properties/", "/")
        field = self.schema.index.get(pointer)
        if field is None or not scope.startswith("#/properties/") or "*" in pointer:
            mend = "write it like #/properties/anak/properties/nama"
            self.wrong(join(at, "scope"), f"“{scope}” is not a question of this form", mend)
            return []
        for one in field.tree():
            if one.pointer in self.placed:
                self.wrong(join(at, "scope"), f"“{one.path}” stands on two pages", "take one of them away")
            self.placed.add(one.pointer)
        conditions = (*self.schema.shown.get(pointer, ()), *above, *self.rule(element, at))
        if conditions:
            self.schema.shown[pointer] = conditions
        return [field]

    def check_placed(self, field: Field) -> None:
        if field.pointer in self.placed:
            return
        if field.kind == "object":
            for child in field.fields:
                self.check_placed(child)
        else:
            mend = f"add a Control with its scope to a Category, or take “{field.name}” out of the form"
            self.wrong("", f"“{field.path}” stands on no page", mend)

    def rule(self, element: Mapping[str, Any], at: str) -> tuple[Condition, ...]:
        if "rule" not in element:
            return ()
        rule, here = element["rule"], join(at, "rule")
        condition = rule.get("condition") if isinstance(rule, Mapping) else None
        if not isinstance(condition, Mapping) or set(condition) != {"scope", "schema"}:
            self.wrong(here, "a rule has an effect and a condition", "write scope and schema under `condition:`")
            return ()
        if rule.get("effect") != "SHOW":
            self.wrong(join(here, "effect"), f"“{rule.get('effect')}” is not used here", "use SHOW")
            return ()
        scope, test = str(condition["scope"]), condition["schema"]
        pointer = scope.removeprefix("#").replace("/properties/", "/")
        own, self.schema.at = self.schema.at, self.at
        found = self.schema.test(dict(test) if isinstance(test, Mapping) else test, join(here, "condition"), pointer)
        self.schema.at = own
        return found

    def elements(self, element: Mapping[str, Any], at: str) -> list[Any]:
        inner = element.get("elements")
        if isinstance(inner, list) and inner:
            return inner
        self.wrong(at, "elements are missing", "list what stands here under `elements:`")
        return []

    def label(self, element: Mapping[str, Any], at: str) -> str:
        if not element.get("label"):
            self.wrong(at, f"a {element['type']} without a label", "write its heading under `label:`")
        return str(element.get("label", ""))

    def key(self, category: Mapping[str, Any], at: str, groups: Sequence[Group], taken: set[str]) -> str:
        """The page's name in addresses: its own ``key``, or the name its first question begins with."""
        first = next((field for group in groups for field in group.fields), None)
        key = str(category.get("key", first.path.partition(".")[0] if first else "halaman"))
        if not key.isascii() or not key.replace("-", "").replace("_", "").isalnum():
            self.wrong(join(at, "key"), f"“{key}” cannot stand in an address", "use letters, digits and hyphens")
        if key in taken and "key" in category:
            self.wrong(join(at, "key"), f"two pages are called “{key}”", "give each its own key")
        number = 2
        while key in taken:
            key, number = f"{key.rpartition('-')[0] or key}-{number}", number + 1
        return key

    def check(self, element: Any, at: str, kinds: set[str]) -> bool:
        kind = str(element.get("type")) if isinstance(element, Mapping) else "nothing"
        if kind not in kinds:
            self.wrong(at, f"“{kind}” has no place here", f"use {' or '.join(sorted(kinds))}")
            return False
        for key in sorted(set(element) - _KEYS[kind]):
            self.wrong(join(at, key), f"“{key}” has no place in a {kind}", f"it knows {', '.join(sorted(_KEYS[kind]))}")
        return True


def plain_pages(title: str, fields: Sequence[Field]) -> tuple[Page, ...]:
    """One page per group of the form; questions outside any group share one page, in the place of the first."""
    pages: list[Page] = []
    loose = tuple(field for field in fields if field.kind != "object")
    for field in fields:
        if field.kind == "object":
            pages.append(Page(field.name, field.title, (Group("", field.fields),)))
        elif loose:
            key = loose[0].name if len(loose) < len(fields) else "isian"
            pages.append(Page(key, loose[0].title if len(loose) == 1 else title, (Group("", loose),)))
            loose = ()
    return tuple(pages)
