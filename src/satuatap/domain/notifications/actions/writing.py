"""Putting a message together from the words of a pack."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from .. import rules
from ..lifecycle import Channel, State
from ..models import Message, MessageTemplate

LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that one misreads
SHORT = 10


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one message in the reader's language."""

    main: MessageTemplate
    sms: str
    sender: str
    warning: str

    def filled(self, context: Mapping[str, object]) -> str:
        return rules.fill(self.main.text, context)


def texts_of(template: str, language: str) -> Words:
    """The words in the language where there are any, and in Indonesian otherwise. Raises ``LookupError``."""
    rows = MessageTemplate.objects.filter(code__in=[template, rules.SENDER, rules.WARNING], lang__in=[language, "id"])
    found: dict[tuple[str, str], MessageTemplate] = {}
    for row in sorted(rows, key=lambda row: row.lang == language):  # the asked language last, so that it wins
        found[row.code, row.channel] = row
    main = found.get((template, rules.ANY))
    if main is None:
        raise LookupError(f"no text for the message {template}: no installed pack has one in messages.yaml")
    sms = found.get((template, Channel.SMS))
    sender, warning = found.get((rules.SENDER, rules.ANY)), found.get((rules.WARNING, rules.ANY))
    return Words(
        main=main,
        # A short version in another language is worse than a long one.
        sms=sms.text if sms and sms.lang == main.lang else main.text,
        sender=sender.text if sender else "SatuAtap",
        warning=warning.text if warning and template not in rules.READ_ALOUD else "",
    )


def message_of(
    words: Words, channel: Channel, state: str, context: Mapping[str, object], *, path: str = "", link: str = ""
) -> Message:
    """One message over one channel; whom it goes to is the caller's. ``link`` is an address that no ``path`` keeps."""
    main, is_sms = words.main, channel == Channel.SMS
    short = "".join(secrets.choice(LETTERS) for _ in range(SHORT)) if is_sms and path else ""
    text = rules.compose(
        channel,
        sender=words.sender,
        body=rules.fill_sms(words.sms, context) if is_sms else words.filled(context),
        link=link or (f"{settings.SITE_URL}/k/{short}" if short else link_of(path, main.lang)),
        warning=words.warning,
    )
    return Message(
        channel=channel,
        state=State(state),
        title=rules.fill(main.title, context),
        text=text,
        path=path,
        short=short,
        approved=main.approved if channel == Channel.WHATSAPP else "",
    )


def link_of(path: str, language: str) -> str:
    """The whole address of a page of ours, in the language of the message; the desk speaks Indonesian."""
    return f"{settings.SITE_URL}{rules.prefix_of(path, language)}{path}" if path else ""
