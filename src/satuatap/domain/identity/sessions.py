"""Sessions in the database, each with the account it belongs to (``settings.SESSION_ENGINE``)."""

import re
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.utils import timezone

from .models import Session

KEY = re.compile(r"[a-z0-9]{8,40}")


# In SQL, because every page of somebody signed in asks it: put together by Django it would cost three times as much.
CONTENT = "SELECT session_data FROM identity_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Django's store with one column more: who is signed in."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key any more, once it is over."""
        with connection.cursor() as cursor:
            cursor.execute(CONTENT, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return dict(self.decode(found[0]))

    def save(self, must_create: bool = False) -> None:
        """A change of an open session is one statement; it needs no transaction of its own."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        row = self.create_model_instance(self._get_session())  # type: ignore[attr-defined]
        fields = {"session_data": row.session_data, "expire_date": row.expire_date, "account_id": row.account_id}
        if not self.model.objects.filter(pk=row.pk).update(**fields):
            raise UpdateError

    def _validate_session_key(self, key: str | None) -> bool:
        """Only what we make ourselves is looked up: a cookie may hold anything, also what no column can."""
        return bool(key and KEY.fullmatch(key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        session = super().create_model_instance(data)
        assert isinstance(session, Session)  # noqa: S101 (the model named above)
        session.account_id = data.get(SESSION_KEY)
        return session
