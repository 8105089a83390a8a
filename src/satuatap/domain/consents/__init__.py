"""What people agreed to and took back: one register, for every use of personal data that rests on consent.

Words: a *purpose* is one use that may be agreed to; its *wording* is the words in one version; a *consent* is one line of
the register, given or withdrawn; its *subject* is what it speaks of: a telephone number, an e-mail address, an account or
a person. Whoever uses data for a purpose asks ``queries.holding`` first.
"""
