"""Workbooks row by row: what cells say, whatever wrote them, and what is no workbook."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from satuatap.domain.residents.actions.importing import tables
from satuatap.kernel.errors import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = f"{OFFICE}/worksheet"


def written(*rows, **sheets):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, (state, lines) in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for line in lines:
            sheet.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def by_hand(sheet, texts="", settings="", styles=""):
    """A workbook whose parts are written here, its elements with a prefix as some programs do."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{OFFICE}">{settings}'
            '<x:sheets><x:sheet name="A" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships><Relationship Id="rId1" Type="{SHEET}" Target="/xl/worksheets/s.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/s.xml", sheet)
        if texts:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        if styles:
            archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    return out.getvalue()


def read(data, **given):
    return list(tables.rows_of(BytesIO(data), is_csv=False, **given))


def test_cells_are_text_whatever_they_were():
    data = written(["Nama", None, 3, 3.0, 2.5, date(1994, 5, 15), datetime(1994, 5, 15, 10, 30), True, "=1+1"])  # noqa: DTZ001 (cells know no zones)
    (row,) = read(data)
    assert row[:8] == ["Nama", "", "3", "3", "2.5", "1994-05-15", "1994-05-15", "TRUE"]
    assert row[8] == ""  # what a formula comes to was never computed


def test_a_long_number_keeps_all_its_digits_as_text_and_what_is_left_of_them_as_a_number():
    assert read(written(["3510241505940001", 3510241505940001]))[0] == ["3510241505940001"] * 2


def test_gaps_between_rows_and_cells_stay_so_numbers_of_rows_are_those_of_the_sheet():
    book = Workbook()
    book.active["B2"], book.active["D4"] = "dua", "empat"
    out = BytesIO()
    book.save(out)
    assert [list(row) for row in read(out.getvalue())] == [[], ["", "dua"], [], ["", "", "", "empat"]]


def test_the_sheet_with_most_headings_that_are_known_is_read_and_hidden_ones_are_not():
    people = [["NIK", "Nama", "No KK"], ["1", "Rani", "2"]]
    data = written(["Petunjuk"], Warga=("visible", people), Lama=("hidden", [["NIK", "Nama", "No KK", "Agama", "RT"]]))
    assert read(data) == people


def test_texts_may_be_shared_written_in_pieces_and_spoken():
    texts = (
        '<si><r><t>Ra</t></r><r><t>ni</t></r><rPh sb="0" eb="1"><t>RANI</t></rPh></si><si><t>Siti &amp; Budi</t></si>'
    )
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>di sini</x:t></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>hasil</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert read(by_hand(sheet, texts)) == [["Rani", "Siti & Budi", "di sini", "hasil"]]


def test_days_are_counted_from_the_year_the_file_says():
    styles = '<numFmts><numFmt numFmtId="170" formatCode="dd\\-mm\\-yyyy"/><numFmt numFmtId="171" formatCode="0.00&quot; hari&quot;"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    cells = '<c s="1"><v>34469</v></c><c s="2"><v>34469</v></c><c s="1"><v>-5</v></c>'
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'
    assert read(by_hand(sheet, styles=styles)) == [["1994-05-15", "34469", "-5"]]
    late = by_hand(sheet, styles=styles, settings='<x:workbookPr date1904="1"/>')
    assert read(late)[0][0] == "1998-05-16"


def cut(data):
    return data[: len(data) // 2]


ENTITIES = f'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 bukan arsip",
        cut(written(["NIK"])),
        by_hand("<worksheet><sheetData><row></sheetData>"),
        by_hand(ENTITIES),
        by_hand(f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>'),
        by_hand(
            f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>{"a" * 400_000}</v></c></row></sheetData></worksheet>'
        ),
    ],
    ids=["no archive", "cut off", "no XML", "entities", "no such text", "more than a cell"],
)
def test_what_is_no_workbook_is_refused_in_words(data):
    with pytest.raises(Refused, match="rusak atau tidak terbaca"):
        read(data)


def test_a_sheet_that_claims_to_be_endless_is_too_long():
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="9"><c><v>1</v></c></row><row r="999999999"/></sheetData></worksheet>'
    with pytest.raises(Refused, match="terlalu panjang"):
        read(by_hand(sheet), most=1_000)


def test_what_stands_far_to_the_right_is_left_out():
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData></worksheet>'
    assert read(by_hand(sheet)) == [["1"]]
