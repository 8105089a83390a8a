"""The port ``notifications.ports.MessageGateway`` over Django's mail: SMTP in production, the console otherwise."""

import smtplib
from collections.abc import Mapping
from email.utils import make_msgid

from django.core.mail import EmailMessage

from satuatap.domain.notifications.lifecycle import Channel
from satuatap.domain.notifications.ports import GatewayDown, Incoming, NotAuthentic, Report, Undeliverable


class MailCarrier:
    """E-mail. Nobody reports what became of it, so it stands last on the ladder."""

    def send(self, *, address: str, channel: Channel, title: str, text: str, key: str, template: str = "") -> str:  # noqa: ARG002
        # The key makes the identifier, so that a mail program shows a repeated message once.
        ref = make_msgid(idstring=key, domain="satuatap.invalid")
        mail = EmailMessage(subject=title, body=text, to=[address], headers={"Message-ID": ref})
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refusal:
            raise Undeliverable("the mail server knows no such address") from refusal
        except (OSError, smtplib.SMTPException) as problem:
            raise GatewayDown(type(problem).__name__) from problem
        return ref

    def read_report(self, headers: Mapping[str, str], body: bytes) -> Report:  # noqa: ARG002
        raise NotAuthentic("mail has no reports")

    def read_reply(self, headers: Mapping[str, str], body: bytes) -> Incoming:  # noqa: ARG002
        raise NotAuthentic("answers to mail are not read")
