"""A hall that works without the line: the small computer at a site, and what it sends when the line is back.

Words: a *node* is the same program in a site's own computer, which *leads* that site's hall: numbers are given and called
there and nowhere else; the *centre* is the region's installation. A *fact* is one row of the hall as it became, kept in the
order in which it happened until the centre has it. A *copy* is what a node is given to work with. What the centre could not
enter is *set aside* for a person.
"""
