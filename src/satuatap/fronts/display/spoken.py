"""A call as it is spoken: number by number, and the counter as a word; then again in the language of the visitor."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop as N_

from satuatap.fronts.shared import tongues
from satuatap.fronts.shared.tongues import gettext as _

DIGITS = (N_("nol"), N_("satu"), N_("dua"), N_("tiga"), N_("empat"), N_("lima"), N_("enam"), N_("tujuh"), N_("delapan"),
          N_("sembilan"))  # fmt: skip
CALL = N_("Nomor %(number)s. Silakan ke %(counter)s.")
COUNTER = N_("Loket")
TEENS = {10: "sepuluh", 11: "sebelas"}
LETTERS = {
    "A": "a", "B": "be", "C": "ce", "D": "de", "E": "e", "F": "ef", "G": "ge", "H": "ha", "I": "i", "J": "je", "K": "ka",
    "L": "el", "M": "em", "N": "en", "O": "o", "P": "pe", "Q": "ki", "R": "er", "S": "es", "T": "te", "U": "u", "V": "ve",
    "W": "we", "X": "eks", "Y": "ye", "Z": "zet",
}  # fmt: skip
HUNDRED, THOUSAND = 100, 1000


def words(number: int) -> str:
    """A number from 0 to 999 as Indonesian speaks it."""
    if number < len(DIGITS):
        return DIGITS[number]
    if number in TEENS:
        return TEENS[number]
    if number < 20:
        return f"{DIGITS[number - 10]} belas"
    if number < HUNDRED:
        tens, ones = divmod(number, 10)
        return f"{DIGITS[tens]} puluh" + (f" {DIGITS[ones]}" if ones else "")
    if number < THOUSAND:
        hundreds, rest = divmod(number, HUNDRED)
        head = "seratus" if hundreds == 1 else f"{DIGITS[hundreds]} ratus"
        return head + (f" {words(rest)}" if rest else "")
    return " ".join(DIGITS[int(digit)] for digit in str(number))


@dataclass(frozen=True, slots=True)
class Again:
    """A call in the visitor's own language, spoken after the Indonesian one by a voice of that language."""

    lang: str
    say: str


def sentence(letter: str, number: int, counter: str) -> str:
    """``A``, 24, ``Loket 3`` → “Nomor a, nol dua empat. Silakan ke loket tiga.”, or the same in the language spoken now."""
    is_english = translation.get_language() == "en"
    spelled = " ".join(letter) if is_english else " ".join(LETTERS.get(one, one) for one in letter)
    digits = " ".join(_(DIGITS[int(digit)]) for digit in f"{number:03d}")
    place = " ".join(_place(part) for part in counter.split())
    return _(CALL) % {"number": f"{spelled}, {digits}", "counter": place}


def _place(part: str) -> str:
    """One word of a counter's name. Numbers are left to the voice where we do not know how the language forms them."""
    if part.isdigit():
        return words(int(part)) if _is_indonesian() else part
    return _(COUNTER).lower() if part == COUNTER else part if translation.get_language() == "en" else part.lower()


def _is_indonesian() -> bool:
    return translation.get_language() == settings.LANGUAGE_CODE and not tongues.code()


def again(letter: str, number: int, counter: str, language: str) -> Again | None:
    """The call in the language of the visitor, on a screen that calls in Indonesian; None where a word of it is missing."""
    if not _is_indonesian() or language == settings.LANGUAGE_CODE:
        return None
    if language in dict(settings.LANGUAGES):
        with translation.override(language):
            return Again(language, sentence(letter, number, counter))
    with tongues.speaking(language) as tongue:
        if tongue and all(tongues.has(one) for one in (CALL, COUNTER, *DIGITS)):
            return Again(tongue, sentence(letter, number, counter))
    return None
