"""What a resident owes and pays, and the messages we wrote."""
