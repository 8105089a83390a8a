"""Pages for staff of any agency, site or village."""
