"""Languages of a region: what the words of one must look like, and when it is offered to visitors of a hall."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from satuatap.kernel.yamls import join

from .findings import Problem, near

WRITTEN_EVERYWHERE = ("id", "en")  # the languages of every page, which have catalogues of their own
OFFERED_FROM = 80  # per cent of the sentences of a kiosk; with fewer a page would be half in one, half in the other
SHORT = 24  # letters that any button has room for


def tongue_problems(code: str, words: Mapping[str, str], known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the words of a language: sentences that our pages do not have, and what would break a page."""
    if code in WRITTEN_EVERYWHERE:
        yield Problem("", f"every page is written in {code} already", "take the file away; see translate.md")
    for sentence, translation in words.items():
        at = join("/words", sentence)
        if sentence not in known:
            yield Problem(at, f"our pages have no “{sentence}”", near(sentence, known, "write it as pages show it"))
        elif fault := _fault(sentence, translation or ""):
            yield Problem(at, *fault)


def _fault(sentence: str, translation: str) -> tuple[str, str] | None:
    if _parts(sentence) != _parts(translation):
        return "what is filled in differs", f"keep every %(…)s: {' '.join(sorted(_parts(sentence))) or 'there is none'}"
    if _tags(sentence) != _tags(translation):
        return "other marks in <…>", "keep them as they stand in the Indonesian sentence, and write no others"
    most = longest(sentence)
    if len(translation) > most:
        return f"{len(translation)} letters do not fit where {len(sentence)} stood", f"say it in at most {most}"
    return None


def longest(sentence: str) -> int:
    """How long a translation may be: half as long again as the Indonesian sentence, or as long as any button."""
    return max(SHORT, len(sentence) * 3 // 2)


def _parts(text: str) -> Counter[str]:
    """What is filled in, and every other percent sign: one too many breaks the page."""
    return Counter(re.findall(r"%(?:\(\w+\)[a-z])?", text))


def _tags(text: str) -> Counter[str]:
    """Tags with all they say, and whatever else a browser might read as one."""
    return Counter(re.findall(r"<[^>]*>|[<>&]", text))


def known_of(words: Collection[str], wanted: Collection[str]) -> int:
    """How many of the wanted sentences are among the words."""
    return len(set(words) & set(wanted))


def percent(known: int, wanted: int) -> int:
    return known * 100 // wanted if wanted else 0


def is_offered(known: int, wanted: int, wish: bool | None) -> bool:
    """Whether visitors can choose it: as the pack says, or else when enough of it is there."""
    return percent(known, wanted) >= OFFERED_FROM if wish is None else wish
