"""Messages to people, and whether they arrived.

Words: a *message* goes over one *channel*; the messages of one notice stand on a *ladder* (WhatsApp, SMS, e-mail) and
the next rung is used when the one before did not arrive; a *gateway* carries them; a *report* says what became of one.
"""
