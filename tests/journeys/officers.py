"""What officers do with a case, as far as several journeys need it."""

from pathlib import Path

from playwright.sync_api import expect

from .person import Person


def opens(officer: Person, number: str) -> None:
    officer.go(f"/meja/berkas/{number}")
    officer.sees(number)


def accepts(officer: Person, number: str) -> None:
    """Says that everything is there and right."""
    opens(officer, number)
    officer.press("Nyatakan lengkap dan benar")
    officer.sees("Berkas dinyatakan lengkap dan benar.")


def approves(officer: Person, number: str) -> None:
    opens(officer, number)
    officer.press("Setujui dan teruskan")
    officer.sees("Permohonan disetujui dan diteruskan.")


def flags(officer: Person, label: str, words: str) -> None:
    """Marks one answer or paper as different, and writes what is wrong with it."""
    officer.press(f"Beda {label}")
    officer.page.get_by_label(f"Apa yang kurang, dan cara memperbaikinya: {label}").fill(words)


def reads_draft(officer: Person, number: str) -> bytes:
    """Waits for the draft, and reads it in the browser's own viewer."""
    opens(officer, number)
    officer.waits_for("Baca draf")
    href = officer.page.get_by_role("link", name="Baca draf").get_attribute("href")
    answer = officer.context.request.get(officer.copy.url + str(href))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def proves_and_goes_on(officer: Person) -> None:
    """Says again who one is, with the password, and goes on with what was being done."""
    officer.sees_heading("Pastikan ini Anda")
    officer.fill("Kata sandi", officer.copy.password)
    officer.press("Lanjut")
    officer.press("Lanjutkan")


def signs_the_list(officer: Person, *numbers: str) -> None:
    """Signs these documents from the list, after fresh proof, leaving the others for later."""
    officer.copy.let_proof_grow_old(officer.copy.people[officer.name])
    officer.go("/meja/tanda-tangan")
    only(officer, *numbers)
    officer.press("Tanda tangani yang dipilih")
    proves_and_goes_on(officer)
    officer.sees("Perintah tanda tangan diterima.")


def listed(officer: Person) -> list[str]:
    """The cases in the list of signatures, whose page is open."""
    return [words.strip() for words in officer.page.locator("[data-rows] th .mono").all_inner_texts()]


def only(officer: Person, *numbers: str) -> None:
    """Ticks these in the list of signatures and nothing else."""
    for box in officer.page.get_by_role("checkbox").all():
        label = box.get_attribute("aria-label") or ""
        if box.is_enabled():
            box.set_checked(any(number in label for number in numbers))


def downloads(who: Person, folder: Path, link: str = "Unduh") -> Path:
    """The file behind a link, saved as the browser would."""
    with who.page.expect_download() as waiting:
        who.follow(link)
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def verdict_on(anybody: Person, data: bytes) -> str:
    """What the check page says of a file."""
    anybody.go("/v")
    upload = anybody.page.locator("form", has=anybody.page.locator("input[type=file]"))
    upload.locator("input[type=file]").set_input_files(
        [{"name": "dokumen.pdf", "mimeType": "application/pdf", "buffer": data}]
    )
    upload.locator("button").click()
    expect(anybody.page.get_by_role("status")).to_be_visible()
    return anybody.page.get_by_role("heading", level=1).inner_text()
