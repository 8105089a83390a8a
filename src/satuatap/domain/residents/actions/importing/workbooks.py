"""Reading the sheets of a workbook row by row, as text: the XML is read as it is unpacked, and no more than some rows are
held. Libraries for it hold the whole sheet or take four times as long (docs/decisions/0048).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, BinaryIO
from xml.parsers import expat
from zipfile import ZipFile

PIECE = 1 << 16
MARKS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
DAY_FORMATS = frozenset([*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)])
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
FURTHEST = 2_900_000  # days that are still days of some year
MOST_TEXTS = 5_000_000
MOST_ROWS = 1 << 20
MOST_COLUMNS = 200  # what stands further right is left out
MOST_LETTERS = 100_000  # of one text; a cell holds 32,767
Given = dict[str, str]
Start = Callable[[str, Given], None]


class Workbook:
    """A workbook: ``sheets`` are the parts of those that are shown, by their names. Raises ``BadZipFile`` for a file that is
    no archive, ``ValueError`` or ``KeyError`` for one that is no workbook."""

    def __init__(self, file: BinaryIO) -> None:
        self.archive = ZipFile(file)
        self.epoch = EPOCHS[False]
        self.sheets = self._sheets()
        self.days = self._days()
        self.texts = self._texts()

    def rows(self, part: str) -> Iterator[list[str]]:
        """Every row of a sheet, by the name of its part; those that are left out in it are empty."""
        return _Rows(self).read(part)

    def _sheets(self) -> dict[str, str]:
        found: list[tuple[str, str, bool]] = []
        parts: dict[str, str] = {}

        def sheet(name: str, given: Given) -> None:
            if name == "sheet":
                key = next((value for key, value in given.items() if key.endswith(":id")), "")
                found.append((given.get("name", ""), key, given.get("state", "visible") == "visible"))
            elif name == "workbookPr":
                self.epoch = EPOCHS[given.get("date1904", "0") in ("1", "true")]

        def relation(name: str, given: Given) -> None:
            if name == "Relationship" and given.get("Type", "").endswith("/worksheet"):
                target = given["Target"]
                parts[given["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

        self._starts("xl/workbook.xml", sheet)
        self._starts("xl/_rels/workbook.xml.rels", relation)
        shown = [row for row in found if row[2]] or found
        return {name: parts[key] for name, key, _shown in shown if key in parts}

    def _days(self) -> frozenset[str]:
        """The styles in which a number is a day."""
        formats = set(DAY_FORMATS)
        styles: list[int] = []
        inside = [""]

        def start(name: str, given: Given) -> None:
            if name == "numFmt" and _tells_a_day(given.get("formatCode", "")):
                formats.add(int(given["numFmtId"]))
            elif name in ("cellXfs", "cellStyleXfs"):
                inside[0] = name
            elif name == "xf" and inside[0] == "cellXfs":
                styles.append(int(given.get("numFmtId", "0")))

        if "xl/styles.xml" in self.archive.namelist():
            self._starts("xl/styles.xml", start)
        return frozenset(str(number) for number, of in enumerate(styles) if of in formats)

    def _texts(self) -> list[str]:
        """The texts that cells share."""
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return []
        found: list[str] = []
        for (text,) in _Texts(self).read("xl/sharedStrings.xml"):
            found.append(text)
            if len(found) > MOST_TEXTS:
                raise ValueError("more texts than a table of people has")
        return found

    def _starts(self, part: str, start: Start) -> None:
        parser = _parser()
        parser.StartElementHandler = lambda name, given: start(name.rpartition(":")[2], given)
        for _piece in self.pieces(part, parser):
            pass

    def pieces(self, part: str, parser: Any) -> Iterator[None]:
        """Unpack a part and have it parsed, piece by piece."""
        try:
            with self.archive.open(part) as stream:
                while piece := stream.read(PIECE):
                    parser.Parse(piece)
                    yield
                parser.Parse(b"", True)
                yield
        except expat.ExpatError as problem:
            raise ValueError(str(problem)) from problem


class _Reader:
    """What rows and shared texts have in common: elements by their names, of which one holds what is wanted."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.parser = _parser()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.ready: list[list[str]] = []
        self.text: list[str] = []

    def read(self, part: str) -> Iterator[list[str]]:
        for _piece in self.book.pieces(part, self.parser):
            if sum(map(len, self.text)) > MOST_LETTERS:
                raise ValueError("more text than a cell holds")
            yield from self.ready
            self.ready.clear()

    def start(self, name: str, given: Given) -> None:
        """Names with a prefix are read without it, others are of no interest."""
        if ":" in name:
            self.start(name.rpartition(":")[2], given)

    def end(self, name: str) -> None:
        if ":" in name:
            self.end(name.rpartition(":")[2])


class _Rows(_Reader):
    def __init__(self, book: Workbook) -> None:
        super().__init__(book)
        self.row: list[str] = []
        self.number = 0
        self.cell: Given = {}

    def start(self, name: str, given: Given) -> None:
        if name in ("v", "t"):
            self.parser.CharacterDataHandler = self.text.append
        elif name == "c":
            self.cell = given
        elif name == "row":
            self._begin(int(given.get("r") or self.number + 1))
        elif name == "rPh":  # how a text is spoken is none of it
            self.parser.StartElementHandler = None
        else:
            super().start(name, given)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.parser.CharacterDataHandler = None
        elif name == "c":
            if self.text:
                self._put("".join(self.text))
                self.text.clear()
            else:
                self._put("")
        elif name == "row":
            self.ready.append(self.row)
        elif name == "rPh":
            self.parser.StartElementHandler = self.start
        else:
            super().end(name)

    def _begin(self, number: int) -> None:
        """Rows that are left out were empty; more of them than a sheet has are none."""
        number = max(self.number + 1, min(number, MOST_ROWS))
        self.ready.extend([] for _gap in range(self.number + 1, number))
        self.number, self.row = number, []

    def _put(self, text: str) -> None:
        at = _column(self.cell["r"]) if "r" in self.cell else len(self.row)
        if at >= MOST_COLUMNS:
            return
        if at > len(self.row):
            self.row.extend([""] * (at - len(self.row)))
        self.row.append(self._told(text) if text else "")

    def _told(self, text: str) -> str:
        kind = self.cell.get("t", "n")
        if kind == "s":
            return self.book.texts[int(text)]
        if kind == "n":
            is_day = self.cell.get("s", "0") in self.book.days
            return self._day(text) if is_day else text if text.isdigit() else _number(text)
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        return text[:10] if kind == "d" else text

    def _day(self, text: str) -> str:
        number = int(float(text))
        return (self.book.epoch + timedelta(days=number)).isoformat() if 0 <= number < FURTHEST else text


class _Texts(_Reader):
    def start(self, name: str, given: Given) -> None:
        if name == "t":
            self.parser.CharacterDataHandler = self.text.append
        elif name == "rPh":
            self.parser.StartElementHandler = None
        else:
            super().start(name, given)

    def end(self, name: str) -> None:
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "si":
            self.ready.append(["".join(self.text)])
            self.text.clear()
        elif name == "rPh":
            self.parser.StartElementHandler = self.start
        else:
            super().end(name)


def _parser() -> Any:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_given: Any) -> None:
    """No spreadsheet declares a document type; who does wants its entities unfolded."""
    raise ValueError("a document type is declared")


def _column(place: str) -> int:
    """From a place like C5 the column, counted from 0."""
    number = 0
    for letter in place[:4]:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number - 1


def _number(text: str) -> str:
    value = float(text)
    return str(int(value)) if value.is_integer() else text


def _tells_a_day(code: str) -> bool:
    """Whether a format of numbers writes a day: outside quotes and brackets it has a year or a day in it."""
    plain = MARKS.sub("", code.lower())
    return "y" in plain or "d" in plain
