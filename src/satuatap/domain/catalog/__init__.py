"""What the region offers: services, their published standards as revisions, life events, search."""
