"""Why somebody looked at a person's data, in the language of the page.

The record keeps the Indonesian words of that moment and is never changed; the sentences that our own pages write are
known here, anything else is shown as it was written.
"""

import re
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from satuatap.domain.residents.queries import Look
from satuatap.kernel.paging import Page

SENTENCES = (
    N_("memeriksa berkas %(what)s"),
    N_("membuka lampiran berkas %(what)s"),
    N_("melihat tagihan %(what)s"),
    N_("membuka dokumen %(what)s"),
    N_("mengurus berkas asli %(what)s"),
    N_("mengajukan permohonan bagi warga di loket"),
    N_("membuktikan akun warga di loket"),
    N_("memulihkan akun warga di loket"),
    N_("menyiapkan orang peraga"),
)
PATTERNS = {words: re.compile(re.escape(words).replace(re.escape("%(what)s"), "(?P<what>.+)")) for words in SENTENCES}


def in_words(looks: Page[Look]) -> Page[Look]:
    """The same looks, each with a purpose that the reader of the page understands."""
    rows = tuple(replace(look, purpose=purpose(look.purpose)) for look in looks.rows)
    return Page(rows, looks.next, looks.previous)


def purpose(text: str) -> str:
    for words, pattern in PATTERNS.items():
        if found := pattern.fullmatch(text):
            return _(words) % found.groupdict()
    return text
