"""Carriers of messages: a client of our plain protocol for SMS and WhatsApp, mail, and a sandbox process.

Protocol (JSON, every request signed, see ``adapters/wire``)::

    POST /messages           {key, channel: whatsapp | sms, address, title, text, template} -> 202 {ref}
                             422 {error}: it will never arrive over this channel
    report to us             {key, ref, state: delivered | read | failed, reason}, signed as "notification"
    answer to us             {key, channel, address, text}, signed as "reply"; the key is the carrier's

The same key is carried once.
"""
