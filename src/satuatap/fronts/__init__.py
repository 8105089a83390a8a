"""The pages, one package for each audience. Fronts own no tables and take no decisions."""
