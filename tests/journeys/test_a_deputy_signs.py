"""Gatot travels: Sari stands in as Plh. and signs what her decree covers; afterwards everything is Gatot's again."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from satuatap.adapters.typst.tests.test_renderer import text_of

from . import officers
from .person import PHONE

HEAD = "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"
HEAD_AWAY = "Gatot Nugroho, Kepala instansi"


def test_the_deputy_signs_while_the_head_travels(person, copy, tmp_path):
    first, second, licence = copy.waiting("sign", permits=2, licences=1)
    gatot, sari = person("gatot"), person("sari", width=PHONE)
    assert {first, second, licence} <= listed(gatot)
    assert not {first, second, licence} & listed(sari)

    decree(gatot)
    leave(gatot)
    assert listed(gatot) & {first, second, licence} == {licence}  # her decree leaves it out
    assert listed(sari) & {first, second, licence} == {first, second}
    sari.looks("tanda-tangan-pengganti")
    officers.reads_draft(sari, first)
    officers.signs_the_list(sari, first)
    sari.waits_for("1 dari 1 dokumen sudah ditandatangani.")

    letter = issued(person("rani"), first, tmp_path)
    assert f"Plh. {HEAD}," in letter
    assert "Sari Puspita" in letter
    assert "Gatot" not in letter

    comes_back(gatot)
    assert {second, licence} <= listed(gatot)
    assert not listed(sari) & {second, licence}
    no_longer(sari, second)
    officers.reads_draft(gatot, second)
    officers.signs_the_list(gatot, second, licence)
    gatot.waits_for("2 dari 2 dokumen sudah ditandatangani.")
    letter = issued(person("rani"), second, tmp_path)
    assert f"{HEAD}," in letter
    assert "Plh." not in letter
    assert "Gatot Nugroho" in letter


def listed(officer):
    """The cases that wait for the officer's signature."""
    officer.go("/meja/tanda-tangan")
    return set(officers.listed(officer))


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def decree(gatot):
    gatot.go("/meja/kewenangan")
    gatot.follow("Catat SK")
    gatot.choose("Pejabat", "Sari Puspita, DPMPTSP")
    gatot.choose("Kedudukan", "Plh., pelaksana harian")
    gatot.fill("Jabatan", HEAD)
    gatot.fill("Nomor SK", "CONTOH/800/017/2026")
    gatot.fill("Tanggal SK", day(0))
    gatot.fill("Berlaku mulai", day(0))
    gatot.fill("Sampai", day(2))
    gatot.page.get_by_role("group", name="Kecuali jenis dokumen ini").get_by_label("Surat Izin Praktik Bidan").check()
    gatot.looks("catat-sk")
    gatot.press("Simpan SK")
    gatot.sees_heading("Kewenangan tanda tangan")
    gatot.sees("Kecuali: Surat Izin Praktik Bidan")
    gatot.looks("kewenangan")


def leave(gatot):
    gatot.follow("Cuti dan pengganti")
    gatot.choose("Yang pergi dan perannya", HEAD_AWAY)
    gatot.choose("Pengganti", "Sari Puspita")
    gatot.fill("Hari pertama", day(0))
    gatot.fill("Hari terakhir", day(2))
    gatot.press("Simpan")
    gatot.sees("sedang berjalan")
    gatot.looks("cuti")


def comes_back(gatot):
    gatot.go("/meja/cuti")
    gatot.press("Sudah kembali")
    expect(gatot.page.get_by_text("sedang berjalan")).to_have_count(0)


def no_longer(sari, number):
    """The page of the case was still open; what it offers is refused, or it offers nothing."""
    officers.opens(sari, number)
    expect(sari.page.get_by_role("button", name=re.compile("Tanda tangani"))).to_have_count(0)


def issued(applicant, number, folder):
    """The text of the document that the applicant downloads, its lines joined."""
    applicant.go(f"/berkas/{number}")
    applicant.waits_for("Dokumen Anda")
    return text_of(officers.downloads(applicant, folder).read_bytes())
