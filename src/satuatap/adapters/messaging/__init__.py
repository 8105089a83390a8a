"""Carriers of messages: a client of our plain protocol for SMS and WhatsApp, mail, and a sandbox process.

Protocol (JSON, every request signed, see ``adapters/wire``)::

    POST /messages           {key, channel: whatsapp | sms, address, title, text} -> 202 {ref}
                             422 {error}: it will never arrive over this channel
    report to us             {key, ref, state: delivered | read | failed, reason}, signed as "notification"

The same key is carried once.
"""
