"""People at the counter: proving who somebody is, and applying on behalf of somebody."""
