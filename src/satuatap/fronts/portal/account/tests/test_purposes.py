"""Why somebody looked, in the language of the page."""

import pytest
from django.utils import translation

from ..purposes import purpose


@pytest.mark.parametrize(
    ("kept", "english"),
    [
        ("memeriksa berkas BWI-26-7K4M-29QX-5", "checking application BWI-26-7K4M-29QX-5"),
        ("membuka lampiran berkas BWI-26-7K4M-29QX-5", "opening papers of application BWI-26-7K4M-29QX-5"),
        ("membuktikan akun warga di loket", "verifying a resident's account at a counter"),
        ("memeriksa berkas", "memeriksa berkas"),
        ("menjawab 100% pertanyaan", "menjawab 100% pertanyaan"),
    ],
)
def test_a_purpose_that_we_wrote_is_translated_and_any_other_stays(kept, english):
    with translation.override("en"):
        assert purpose(kept) == english
    with translation.override("id"):
        assert purpose(kept) == kept
