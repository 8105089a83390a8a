"""A call as it is spoken: number by number, and the counter as a word."""

from django.utils.translation import get_language

DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
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


def sentence(letter: str, number: int, counter: str) -> str:
    """``A``, 24, ``Loket 3`` → “Nomor a, nol dua empat. Silakan ke loket tiga.”, or the same in English."""
    if get_language() == "en":
        digits = " ".join(ENGLISH_DIGITS[int(digit)] for digit in f"{number:03d}")
        place = " ".join("counter" if part == "Loket" else part for part in counter.split())
        return f"Number {' '.join(letter)}, {digits}. Please go to {place}."
    spelled = " ".join(LETTERS.get(one, one) for one in letter)
    digits = " ".join(DIGITS[int(digit)] for digit in f"{number:03d}")
    place = " ".join(words(int(part)) if part.isdigit() else part.lower() for part in counter.split())
    return f"Nomor {spelled}, {digits}. Silakan ke {place}."
