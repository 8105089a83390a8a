"""The national register of residents: asked over our plain question protocol whether what we know of somebody is so.

Its sandbox is that of other offices (``adapters/calls/sandbox``), which answers ``population-match``.
"""
