"""Letters that come in to an office, and what becomes of them.

Words: a *letter* came in and has its number in the *agenda*; its *version* is what is known of it, and a wrong entry gets
another version with the reason; a *sheet* is a scan or photo of it. The head *disposes*: a *disposition* says what is to be
done, and each officer it goes to has an *assignment*, until it is reported as done or handed on. A *sending* is a letter that
went out because of it: an answer, or the letter itself handed to the body it is for.
"""
