"""One page of a form, ready to be drawn: every text in the reader's language, every value as it stands in its input."""

import msgspec


class Choice(msgspec.Struct, frozen=True):
    """One answer to choose, with the id of its input."""

    id: str
    value: str
    words: str
    is_chosen: bool
    hint: str = ""


class When(msgspec.Struct, frozen=True, omit_defaults=True):
    """A condition on another input of the same page, for the script that shows and hides."""

    name: str
    values: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


class BoundField(msgspec.Struct, frozen=True):
    """One question. ``widget`` names the macro that draws it; ``target`` is the id that error links lead to.

    ``date`` holds day and year as typed; its months are ``choices``. ``when`` is the condition on other inputs as JSON,
    ``when_words`` the same for people. ``place`` is *point* or *polygon*, ``extent`` the edges of the region as JSON.
     ``is_heading``: the page's h1 already says the title.
    """

    widget: str
    id: str
    name: str
    title: str
    target: str
    hint: str = ""
    why: str = ""
    note: str = ""
    error: str = ""
    is_optional: bool = False
    is_heading: bool = False
    value: str = ""
    date: tuple[str, str] = ("", "")
    choices: tuple[Choice, ...] = ()
    groups: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    unit: str = ""
    inputmode: str = ""
    autocomplete: str = "off"
    maxlength: int | None = None
    extra: str = ""
    type: str = "text"
    fields: "tuple[BoundField, ...]" = ()
    rows: "tuple[BoundRow, ...]" = ()
    may_add: bool = False
    file: str = ""
    place: str = ""
    extent: str = ""
    when: str = ""
    when_words: str = ""

    @property
    def describedby(self) -> str:
        """The ids of what is said about the input."""
        said = (("h", self.hint), ("n", self.note), ("e", self.error))
        return " ".join(f"{self.id}-{letter}" for letter, words in said if words)


class BoundRow(msgspec.Struct, frozen=True):
    """One entry of a repeated group; ``remove`` is the value of its button."""

    number: int
    title: str
    remove: str
    may_remove: bool
    fields: tuple[BoundField, ...]


class BoundGroup(msgspec.Struct, frozen=True):
    """Questions under one heading, which may be empty."""

    id: str
    title: str
    fields: tuple[BoundField, ...]


class BoundPage(msgspec.Struct, frozen=True):
    """A page. ``problems`` are sentences by the id of the input they belong to, for the error summary."""

    key: str
    title: str
    groups: tuple[BoundGroup, ...]
    known: tuple[tuple[str, str], ...]
    known_title: str
    known_url: str
    problems: dict[str, str]
    has_buttons: bool
    has_files: bool
    has_places: bool = False
