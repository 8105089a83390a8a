"""Statements about the site itself."""

import pytest

pytestmark = pytest.mark.usefixtures("region")


def test_the_privacy_statement_names_who_answers_and_the_limit_of_the_law(client):
    found = client.get("/privasi").content.decode()

    assert "Pemerintah Kabupaten Banyuwangi, bersama instansi" in found
    assert "UU 27/2022" in found
    assert "3×24 jam" in found


def test_the_accessibility_statement_says_what_is_missing(client):
    found = client.get("/aksesibilitas").content.decode()

    assert "WCAG 2.2" in found
    assert "Yang belum" in found
