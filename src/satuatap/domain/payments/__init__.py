"""What is owed and what was paid.

Words: a *bill* is what one party owes to one *treasury*; a *payment* is an attempt to pay bills through a gateway; a
*receipt* is the numbered proof that a bill is settled; *unmatched* money arrived but settles nothing by itself, and a
person looks at it.
"""
