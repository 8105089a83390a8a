"""Sessions in the database, each with the account it belongs to (``settings.SESSION_ENGINE``)."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from .models import Session


class SessionStore(DatabaseStore):
    """Django's store with one column more: who is signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)  # noqa: S101 (the model named above)
        session.account_id = data.get(SESSION_KEY)
        return session
