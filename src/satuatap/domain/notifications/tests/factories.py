"""The plainest message texts, and a gateway that writes down what it was given."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from satuatap.domain.consents.tests.factories import agree_to, put_pack_wordings, take_back
from satuatap.domain.notifications import actions
from satuatap.domain.notifications.lifecycle import Channel
from satuatap.domain.notifications.models import Preference
from satuatap.domain.notifications.ports import Incoming, NotAuthentic, Report
from satuatap.kernel.actors import system
from satuatap.kernel.yamls import load

PACK = Path(__file__).parents[5] / "packs/nasional/messages.yaml"
SETUP = system("setup")


def pack_messages() -> dict[str, Any]:
    document = load(PACK.read_text(encoding="utf-8"), source=PACK.name)
    assert isinstance(document.value, dict)
    return document.value


def put_pack_messages(at: Any) -> None:
    """The texts that every installation has, and what it asks people to agree to."""
    actions.put_messages(body=pack_messages(), by=SETUP, at=at)
    put_pack_wordings(at)


class Carrier:
    """A gateway that keeps what it was handed; ``trouble`` is raised instead while it is set."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.trouble: Exception | None = None

    def send(self, *, address: str, channel: Channel, title: str, text: str, key: str, template: str = "") -> str:
        if self.trouble:
            raise self.trouble
        self.sent.append(
            {"address": address, "channel": channel, "title": title, "text": text, "key": key, "template": template}
        )
        return f"ref-{len(self.sent)}"

    def read_report(self, headers: Mapping[str, str], body: bytes) -> Report:  # noqa: ARG002
        raise NotAuthentic("this carrier reports nothing")

    def read_reply(self, headers: Mapping[str, str], body: bytes) -> Incoming:  # noqa: ARG002
        raise NotAuthentic("nobody answers this carrier")


def agree(address: str, channel: Channel, at: Any, *, wanted: bool = True) -> None:
    """Somebody said on their page whether they want messages over a channel."""
    if channel == Channel.SMS:
        Preference.objects.create(address=address, channel=channel, wanted=wanted, how=Preference.How.PAGE, at=at)
    elif wanted:
        agree_to(channel, address, at)
    else:
        take_back(channel, address, at)
