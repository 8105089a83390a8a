"""How a message reads, which way it takes, and when."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta

from satuatap.kernel.privacy import mask_nik

from ..lifecycle import BY_PHONE, Channel

# What a message may speak of, and how long each is at most in an SMS. Nothing here is a document's content, and
# nothing names a person.
LONGEST = {
    "service": 30, "number": 20, "until": 17, "amount": 18, "document": 30, "place": 34, "device": 30, "when": 17, "code": 6,
    "minutes": 2, "count": 2,
}  # fmt: skip
WORDS = frozenset(LONGEST)
ANY = "any"
SENDER, WARNING = "sender", "warning"
READ_ALOUD = frozenset({"code-mandate"})  # an officer does ask for these: no words that nobody ever will
LANGUAGES = ("id", "en")
SMS_CHARACTERS = 160  # one part; of several, some arrive late or not at all
SHORT_LINK = 48  # https://satuatap.banyuwangikab.go.id/k/ab12cd34ef
LONGEST_SENDER = 22
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "•": "*"})

ATTEMPTS = {False: 6, True: 3}  # by whether it carries a code: a code that comes late is worth nothing
CODE_LIFE = timedelta(minutes=10)
Quiet = tuple[time, time]
"""From when to when nobody is disturbed."""


def wait_before_retry(attempts: int, *, is_code: bool) -> timedelta:
    """How long to wait after the n-th attempt met a silent gateway."""
    return timedelta(seconds=5) if is_code else timedelta(seconds=30 * 2 ** (attempts - 1))


def wait_for_report(minutes: int, *, is_code: bool) -> timedelta:
    """How long a sent message may stay without a report before the next rung is tried."""
    return timedelta(seconds=45) if is_code else timedelta(minutes=minutes)


def ladder(channels: Mapping[str, str], wanted: Collection[Channel], *, has_slip: bool) -> tuple[Channel, ...]:
    """The ways to one person, first to last. E-mail is one of them for those without a telephone."""
    phone, email = channels.get(Channel.SMS), channels.get(Channel.EMAIL)
    ways = [channel for channel in BY_PHONE if phone and channel in wanted]
    if email and not phone:
        ways.append(Channel.EMAIL)
    return (*ways, Channel.SLIP) if has_slip else tuple(ways)


def first_moment(at: datetime, quiet: Quiet | None, *, wait: timedelta, is_too_much: bool) -> datetime:
    """When a notice may go out: after the wait for others, not at night; tomorrow for who was told enough today.

    ``at`` is local: nights are those of the place.
    """
    moment = at + wait
    if is_too_much:
        moment = datetime.combine((at + timedelta(days=1)).date(), quiet[1] if quiet else time(8), at.tzinfo)
    return after_quiet(moment, quiet)


def after_quiet(at: datetime, quiet: Quiet | None) -> datetime:
    """The moment itself, or the end of the night in which it lies. ``at`` is local."""
    if quiet is None:
        return at
    begins, ends = quiet
    now = at.timetz().replace(tzinfo=None)
    is_night = begins <= now or now < ends if begins > ends else begins <= now < ends
    if not is_night:
        return at
    day = at.date() + timedelta(days=1 if begins > ends and now >= begins else 0)
    return datetime.combine(day, ends, at.tzinfo)


def word_of(text: str, stop: Iterable[str], start: Iterable[str]) -> bool | None:
    """False for a word that stops messages, True for one that starts them, None for anything else."""
    said = text.strip(" .!\n\t").casefold()
    if said in {word.casefold() for word in stop}:
        return False
    return True if said in {word.casefold() for word in start} else None


def clean(value: object) -> str:
    """A value as it may stand in a message: one line, not long, no NIK."""
    text = " ".join(str(value).split())[:120]
    return re.sub(r"\d(?:[ .-]?\d){15}", lambda m: mask_nik(re.sub(r"\D", "", m[0])), text)


def fill(template: str, context: Mapping[str, object]) -> str:
    """The template with its words. Raises ``KeyError`` for a word the caller did not give: a fault of ours."""
    return template.format_map({name: clean(value) for name, value in context.items()})


def fill_sms(template: str, context: Mapping[str, object]) -> str:
    """The same for an SMS, each value cut to what ``problems`` has counted with."""
    return fill(template, {name: clean(value)[: LONGEST.get(name, 30)] for name, value in context.items()})


def compose(channel: Channel, *, sender: str, body: str, link: str, warning: str) -> str:
    """A whole message: who we are, what happened and what to do, one link, and what we never ask for.

    In an SMS the warning stands only where it fits. The last line of a push is the page that a touch opens.
    """
    if channel == Channel.INAPP:
        return body
    if channel == Channel.PUSH:
        return f"{body}\n{link}"
    if channel == Channel.SMS:
        text = gsm(" ".join(part for part in (f"{sender}:", body, link) if part))
        longer = f"{text} {gsm(warning)}"
        return longer if warning and len(longer) <= SMS_CHARACTERS else text
    gap = "\n" if channel == Channel.WHATSAPP else "\n\n"
    return gap.join(part for part in (sender, body, link, warning) if part)


def gsm(text: str) -> str:
    """The text in the letters that an SMS of 160 characters knows; others lose their accents or become a question mark."""
    return "".join(_plain(character) for character in text)


def _plain(character: str) -> str:
    if character in GSM:
        return character
    letters = unicodedata.normalize("NFKD", character.translate(PLAIN))
    return "".join(c if c in GSM else "?" for c in letters if not unicodedata.combining(c))


def masked(address: str) -> str:
    """An address as officers may see it: ``•••• 4471``, ``r•••@example.test``."""
    name, at, host = address.partition("@")
    return f"{name[:1]}•••@{host}" if at else f"•••• {address[-4:]}" if address else ""


def cause(detail: str) -> str:
    """What a gateway said of a failure, without numbers that it may have put in."""
    return re.sub(r"\+?\d[\d .-]{5,}", "•••", detail)


def prefix_of(path: str, language: str) -> str:
    """What stands before a path of ours in a language. The desk speaks Indonesian; a language of the region has no pages
    under a prefix, and the page that knows it speaks it by itself."""
    return f"/{language}" if language in LANGUAGES[1:] and not path.startswith("/meja/") else ""
