"""A book as tables: one, or the several sheets of a workbook that another system reads."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from satuatap.domain.residents import queries as residents
from satuatap.kernel import spreadsheets

from .. import queries
from ..lifecycle import Filled, Sheet

CODE = "-code"
Table = list[Sequence[spreadsheets.Cell]]


def table(view: queries.BookView, cells: Sequence[queries.Cells]) -> Table:
    """The columns of a book with their headings, and the running number unless another system counts its columns."""
    heads = [f"{column.above}: {column.name}" if column.above else column.name for column in view.columns]
    rows = [[spreadsheets.safe(row.get(column.key) or "") or column.blank for column in view.columns] for row in cells]
    if view.book.filled == Filled.EXPORT:
        return [heads, *rows]
    return [["No.", *heads], *([str(number), *row] for number, row in enumerate(rows, start=1))]


def sheets(view: queries.BookView, cells: Sequence[queries.Cells], *, place: str, on: date) -> dict[str, Table]:
    """The sheets of a workbook by their names, as the pack orders them: everybody of ``place`` as they stood ``on`` a day."""
    made = {
        Sheet.PEOPLE: lambda: table(view, cells),
        Sheet.CODES: lambda: _codes(view),
        Sheet.FAMILIES: lambda: _families(cells),
        Sheet.AREAS: lambda: _areas(cells),
        Sheet.NOTES: lambda: _notes(view, cells, place, on),
    }
    return {sheet["name"]: made[Sheet(sheet["holds"])]() for sheet in view.book.sheets}


def _codes(view: queries.BookView) -> Table:
    """What the numbers in the columns of people mean."""
    lists = residents.code_lists()
    of = {column.key.removesuffix(CODE): column.name for column in view.columns if column.key.endswith(CODE)}
    rows: Table = [[of[name], code, words] for name in of for code, words in lists[name].items()]
    return [["kolom", "kode", "arti"], *rows]


def _families(cells: Sequence[queries.Cells]) -> Table:
    cards: dict[str, list[queries.Cells]] = defaultdict(list)
    for row in cells:
        cards[row["kk"]].append(row)
    rows: Table = []
    for kk, members in cards.items():
        head = members[0]  # people stand in the order of their places on the card
        where = [spreadsheets.safe(head[key]) or "-" for key in ("street", "hamlet", "rw", "rt")]
        rows.append([kk, spreadsheets.safe(head["name"]), head["nik"], *where, len(members)])
    return [["nomor kartu", "kepala keluarga", "nik kepala", "alamat", "dusun", "rw", "rt", "jumlah anggota"], *rows]


def _areas(cells: Sequence[queries.Cells]) -> Table:
    """How many stand where, down to the RT."""
    counted: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    cards: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in cells:
        where = (row["hamlet"], row["rw"], row["rt"])
        counted[where][row["sex"]] += 1
        cards[where].add(row["kk"])
    sexes = list(residents.code_lists()["sex"].values())
    rows: Table = [
        [
            *(spreadsheets.safe(part) or "-" for part in where), len(cards[where]),
            *(of[sex] for sex in sexes), sum(of.values()),
        ]
        for where, of in sorted(counted.items())
    ]  # fmt: skip
    return [["dusun", "rw", "rt", "kartu keluarga", *(sex.lower() for sex in sexes), "jiwa"], *rows]


def _notes(view: queries.BookView, cells: Sequence[queries.Cells], place: str, on: date) -> Table:
    """What stands where, in Indonesian: it is for whoever opens the file in the other system."""
    named: Mapping[str, str] = {sheet["holds"]: sheet["name"] for sheet in view.book.sheets}
    told = {
        Sheet.PEOPLE: "Semua orang di kartu keluarga. Kolom berkode berisi angka; kolom yang tidak dicatat di sini kosong.",
        Sheet.CODES: "Arti angka di setiap kolom berkode.",
        Sheet.FAMILIES: "Satu baris untuk setiap kartu keluarga.",
        Sheet.AREAS: "Jumlah kartu keluarga dan jiwa menurut dusun, RW dan RT.",
        Sheet.NOTES: "Lembar ini.",
    }
    unsure = (
        "Belum dikonfirmasi: nama dan isi lembar selain yang pertama belum dicocokkan dengan contoh dari sistem tujuan. "
        "Bila sistem tujuan menolak, sisakan lembar pertama saja."
    )
    rows: Table = [
        [view.book.name], [place], [f"Keadaan {on:%d-%m-%Y}, {len(cells)} orang"], [],
        *([named[holds], told[Sheet(holds)]] for holds in named),
    ]  # fmt: skip
    return rows if view.book.layout == "confirmed" else [*rows, [], [unsure]]
