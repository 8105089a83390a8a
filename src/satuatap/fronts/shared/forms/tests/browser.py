"""A browser as far as forms need one: reads a page, tells what a press on the button would send."""

from html.parser import HTMLParser

VOID = {"input", "br", "hr", "img", "meta", "link", "use"}


class Browser(HTMLParser):
    """Tags with their attributes, the text of the page, and the form's successful controls."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.sent: dict[str, list[str]] = {}
        self.texts: list[str] = []
        self.select = self.textarea = ""
        self.first_option: str | None = None
        self.feed(html)
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def named(self, name: str) -> list[tuple[str, dict[str, str]]]:
        return [(tag, attrs) for tag, attrs in self.tags if attrs.get("name") == name]

    def by_id(self, id: str) -> dict[str, str]:
        (found,) = [attrs for _tag, attrs in self.tags if attrs.get("id") == id]
        return found

    def ids(self) -> list[str]:
        return [attrs["id"] for _tag, attrs in self.tags if "id" in attrs]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        attrs = {name: value or "" for name, value in attributes}
        assert len(attrs) == len(attributes), f"an attribute twice: {attributes}"
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self.open.append(tag)
        self.control(tag, attrs)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))

    def control(self, tag: str, attrs: dict[str, str]) -> None:
        name = attrs.get("name", "")
        if tag == "input" and attrs.get("type", "text") in {"text", "tel", "hidden", "radio", "checkbox"}:
            if attrs.get("type") not in {"radio", "checkbox"} or "checked" in attrs:
                self.sent.setdefault(name, []).append(attrs.get("value", ""))
        elif tag == "select":
            self.select, self.first_option = name, None
        elif tag == "option" and self.select:
            if self.first_option is None:
                self.first_option = attrs["value"]
            if "selected" in attrs:
                assert self.select not in self.sent, "two options chosen"
                self.sent[self.select] = [attrs["value"]]
        elif tag == "textarea":
            self.textarea, self.sent[name] = name, [""]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another tag"
        if tag == "select":
            self.sent.setdefault(self.select, [self.first_option or ""])
            self.select = ""
        if tag == "textarea":
            self.sent[self.textarea] = [self.sent[self.textarea][0].removeprefix("\n")]
            self.textarea = ""

    def handle_data(self, data: str) -> None:
        if self.textarea:
            self.sent[self.textarea] = [self.sent[self.textarea][0] + data]
        else:
            self.texts.append(data)
