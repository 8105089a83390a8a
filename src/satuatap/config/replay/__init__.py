"""A recorded day of queues, played again through the public actions of the hall."""
