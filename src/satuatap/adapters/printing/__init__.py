"""Thermal printers on the network, spoken to in ESC/POS over a raw connection, and a sandbox that is one.

Of the language only what a slip needs (docs/decisions/0023)::

    ESC @            begin anew                  ESC t 0          letters of code page 437
    ESC a 1          in the middle               GS ! n           size of letters (both directions, 1 to 8)
    ESC E n          strong                      ESC d n          feed lines
    GS ( k …         QR: model, size, correction, content, print
    GS V 66 n        feed and cut                GS a 0           speak only when asked
    DLE EOT n        what is the matter, answered at once: 1 printer, 2 why not ready, 3 fault, 4 paper
    GS r 1           answered once everything before it was printed
    DLE DC4 8 …      throw away what was not printed yet
"""
