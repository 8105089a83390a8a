"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """Argon2id with the cost that OWASP recommends: 19 MiB, two passes; about 20 ms instead of 200."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
