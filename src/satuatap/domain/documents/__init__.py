"""Documents we issue: prepared, numbered, signed, handed out as PDF, checked by anybody, revoked when need be.

Words: *template* (how a kind of document is set), *series* (running numbers of one unit in one year), *number entry*
(what became of each number: used, void, or used on paper), *order* (an official's word that these documents, with this
content, be signed now), *token* (in the QR's address), *code* (what people type), *verdict* (what a check found).
"""
