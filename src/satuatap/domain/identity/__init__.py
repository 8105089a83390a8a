"""Accounts, proof levels, roles held at units, deputies, authority to sign."""
