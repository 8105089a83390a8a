"""Rani applies once more: from her last application, with papers used before, a place tapped on the drawing; then she
reads who looked at her data, and reports one."""

import re

from playwright.sync_api import expect

from . import permits
from .person import PHONE

ODD = "Saya tidak tahu mengapa petugas ini membuka data saya."


def test_apply_again_from_the_last_time(person):
    rani, budi = person("rani", width=PHONE), person("budi")
    first = permits.sent(rani)
    budi.go(f"/meja/berkas/{first}")
    budi.sees_heading("Izin penyelenggaraan reklame")

    second = copy(rani, first)
    to_the_place(rani)
    tap(rani)
    while not rani.path().startswith(f"/berkas/{second}/lampiran"):
        permits.on(rani)
    use_papers_again(rani)
    permits.on(rani)
    expect(rani.page.locator("figure.place circle")).to_have_count(1)
    rani.looks("periksa-letak")
    permits.send(rani)
    rani.sees("Permohonan Anda sudah kami terima.")

    budi.go(f"/meja/berkas/{second}")
    expect(budi.page.locator("figure.place > svg")).to_be_visible()
    budi.sees("pernah dipakai di permohonan lain")
    report(rani, second)
    answer(person("mega"))
    rani.go("/akun/data/akses")
    rani.follow("Lihat jawaban laporan")
    rani.sees("Petugas itu memeriksa permohonan Anda.")


def copy(rani, first):
    rani.go(f"/ajukan/{permits.SERVICE}")
    rani.page.get_by_label("Mulai dari permohonan terakhir").check()
    rani.looks("mulai-lagi")
    rani.press("Mulai mengisi")
    rani.sees_heading("Yang kami salin")
    rani.sees(first)
    rani.sees("Warung Bu Rani")
    rani.looks("salinan")
    number = permits.number_of(rani)
    rani.follow("Lanjut, periksa halaman demi halaman")
    return number


def to_the_place(rani):
    while not rani.path().endswith("/isi/lokasi"):
        permits.on(rani)
    expect(rani.field("Alamat lokasi")).to_have_value("Jalan Raya Ijen, depan balai desa")


def tap(rani):
    """On the middle of the drawing, which is the middle of the region; then a place that cannot be."""
    drawing = rani.page.locator("[data-place] > svg")
    drawing.click(position={"x": 150, "y": 100})
    expect(rani.field("Titik di peta")).to_have_value(re.compile(r"^-8\.\d+, 114\.\d+$"))
    rani.looks("letak")
    tapped = rani.field("Titik di peta").input_value()
    rani.fill("Titik di peta", "-6.2, 106.8")
    permits.on(rani)
    rani.sees("Letak ini di luar daerah kami.")
    rani.fill("Titik di peta", tapped)


def use_papers_again(rani):
    for paper in ("Gambar reklame dan ukurannya", "Foto atau denah lokasi"):
        rani.page.get_by_role("region", name=paper).get_by_role("button", name="Pakai ini").first.click()
        rani.sees("1 berkas tersimpan.")
    rani.looks("berkas-lagi")


def report(rani, number):
    rani.go("/akun/data/akses")
    rani.looks("akses")
    rani.sees("Budi Santoso, Petugas loket")
    rani.page.get_by_role("listitem").filter(has_text=number).get_by_role("link", name="Ini mencurigakan").first.click()
    rani.fill("Mengapa terasa janggal", ODD)
    rani.looks("akses-lapor")
    rani.press("Ini mencurigakan, laporkan")
    rani.sees("Petugas pelindungan data sedang memeriksanya.")


def answer(mega):
    mega.go("/meja/laporan-akses")
    mega.looks("meja-laporan-akses")
    mega.follow("Budi Santoso")
    mega.sees(ODD)
    mega.looks("meja-laporan-akses-satu")
    mega.fill("Jawaban untuk warga", "Petugas itu memeriksa permohonan Anda.")
    mega.press("Kirim jawaban")
    mega.sees_heading("Laporan akses data")
