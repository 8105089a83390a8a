"""What every room stands on: errors, actors, identifiers, events, money. No tables, no words of our trade."""
