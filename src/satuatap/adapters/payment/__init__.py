"""Payment gateways: a client of our plain charge protocol, and a sandbox that speaks it in a process of its own.

Protocol (JSON, every request signed, see ``adapters/wire``)::

    POST /charges            {key, merchant, amount: "150000.00", description, return_to, expires_at} -> {ref, url}
    GET  /charges/<ref>      -> {ref, key, merchant, amount, state, transaction, at}
    POST /charges/<ref>/cancel
    notification to us       the same body as GET, signed with the subject "notification"

The same key with the same body opens one charge; with another body it is refused. ``transaction`` names one movement
of money and is empty while there is none.
"""
