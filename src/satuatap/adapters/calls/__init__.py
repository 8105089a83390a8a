"""Calls in the middle of a case: a client of our plain question protocol, and a sandbox that speaks it.

Protocol (JSON, every request signed, see ``adapters/wire``)::

    POST /tanya/<call>  {key, purpose, fields: {…}}
    200  {key, about, outcome: "answer" | "no-match" | "refused", fields: {…}}
    202  not ready yet: ask again with the same key
    429  the quota of this purpose is used up

``about`` is the SHA-256 of what was asked (``digest``), so that an answer about somebody else is seen without sending
anybody's data back. The same key asks the same question: whatever it brings about happens once.
"""
