"""How the desk looks and listens to keys, by choice of the officer at this computer."""
