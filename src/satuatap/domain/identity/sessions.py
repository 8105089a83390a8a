"""Sessions in the database, each with the account it belongs to (``settings.SESSION_ENGINE``)."""

import re
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from .models import Session

KEY = re.compile(r"[a-z0-9]{8,40}")


class SessionStore(DatabaseStore):
    """Django's store with one column more: who is signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """Only what we make ourselves is looked up: a cookie may hold anything, also what no column can."""
        return bool(key and KEY.fullmatch(key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)  # noqa: S101 (the model named above)
        session.account_id = data.get(SESSION_KEY)
        return session
