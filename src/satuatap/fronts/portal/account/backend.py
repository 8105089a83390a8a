"""How an account is found: by a password at sign-in, by the session afterwards."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from satuatap.domain.identity import queries


class Backend(AuthenticationBackend):
    """allauth's backend over our addresses; the account comes with today's holdings in one query."""

    def get_user(self, user_id: UUID) -> object | None:
        return queries.for_request(user_id, timezone.localdate())

    def _authenticate_by_email(self, email: str, password: str) -> object | None:
        return self._check_password(queries.by_address(queries.Address("email", email)), password)

    def _authenticate_by_phone(self, phone: str, password: str) -> object | None:
        return self._check_password(queries.by_address(queries.Address("phone", phone)), password)
