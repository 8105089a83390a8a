"""Tracking by number: what was left empty is named, before anything is looked up."""

import pytest

pytestmark = pytest.mark.usefixtures("region")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"nomor": "", "angka": "4471"}, "Tulis nomor berkas Anda."),
        ({"nomor": "BWI-26-7K4M-29QX-5", "angka": " "}, "Tulis empat angka terakhir nomor telepon"),
    ],
)
def test_what_was_left_empty_is_named(client, given, words):
    answer = client.post("/lacak", given)

    assert answer.status_code == 422
    assert words in answer.text
