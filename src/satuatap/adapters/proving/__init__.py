"""Proving at a machine who one is: a reader of identity cards, and whoever vouches for a QR of the digital identity.

No specification of either is public here: the adapter of a real reader is to be written against its maker's library, as a
small service beside the kiosk that speaks this protocol, or as a class of its own behind ``residents.ports`` (see
docs/how-to/read-identity-cards.md). The protocol is JSON, every request is signed (``adapters/wire``), and every answer
about a person is sealed for the key of the question, so that nobody on the network of a hall reads or replaces it
(``sealing``)::

    GET  /keadaan            {ready}
    PUT  /kartu/<key>        {seconds}   begin to wait for a card; what was begun before is over
    GET  /kartu/<key>        {sealed: {state, nik, holder}}
                             state: waiting | read | none | mismatch | unreadable; holder: finger
    POST /tunjuk/<key>       {code}
                             {sealed: {state, nik, shown, until}}
                             state: valid | expired | unknown; shown names this one showing of the QR
"""
