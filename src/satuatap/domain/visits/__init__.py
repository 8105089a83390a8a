"""A person's visit to a hall: one number for all errands.

Words: a *visit* is one stay of one person (or family) at a site on a day and has one number, ``A-024``, until it ends;
an *errand* is one thing to do at one *lane*, the queue of an agency at a site; a *turn* is the place of an errand in
its lane, kept as a moment (``rank_at``): who ranks earlier is called earlier; a *sitting* is an officer at a counter;
a *call* asks one visit to one counter; *priority* is a head start that the guide grants.
"""
