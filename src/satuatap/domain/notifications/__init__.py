"""Messages to people, and whether they arrived. Words: message, channel, gateway."""
