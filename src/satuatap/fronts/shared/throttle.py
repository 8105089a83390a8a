"""Counting tries: how often something may be attempted within a while, by whoever and for whatever."""

import hashlib
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from satuatap.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``tries`` in ``seconds``."""

    tries: int
    seconds: int


class CountingCache(DatabaseCache):
    """Django's cache in a database table, with counting that is exact however many count at once."""

    def count(self, tries: Mapping[str, int]) -> dict[str, int]:
        """Count one more try for each key; ``tries`` says after how many seconds a key begins anew.

        Returns how many there were since each began. One statement, however many keys.
        """
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        now = timezone.now()
        names = {self.make_and_validate_key(key): key for key in tries}
        statement = f"""
            INSERT INTO {table} (cache_key, value, expires)
            SELECT key, '1', until FROM unnest(%(keys)s::text[], %(untils)s::timestamptz[]) AS tried (key, until)
            ORDER BY key
            ON CONFLICT (cache_key) DO UPDATE SET
                value = CASE WHEN {table}.expires <= %(now)s THEN '1' ELSE ({table}.value::bigint + 1)::text END,
                expires = CASE WHEN {table}.expires <= %(now)s THEN excluded.expires ELSE {table}.expires END
            RETURNING cache_key, value::bigint
        """  # noqa: S608 (the table's name comes from the settings)
        untils = [now + timedelta(seconds=tries[key]) for key in names.values()]
        with connection.cursor() as cursor:
            cursor.execute(statement, {"keys": list(names), "untils": untils, "now": now})
            return {names[name]: int(count) for name, count in cursor.fetchall()}

    def forget_expired(self) -> int:
        """Remove what has run out; counting does not do it by itself. Returns how many rows."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [timezone.now()])  # noqa: S608
            return int(cursor.rowcount)


def spend(action: str, key: str, *rates: Rate) -> bool:
    """Count one try at ``action`` for ``key`` (an address, an account); False once a rate is used up.

    Keys are kept as hashes: the table tells nobody's number.
    """
    name = hashlib.sha256(f"{action}:{key}".encode()).hexdigest()
    keys = {f"tries:{name}:{rate.seconds}": rate for rate in rates}
    counts = caches["default"].count({key: rate.seconds for key, rate in keys.items()})
    return all(counts[key] <= rate.tries for key, rate in keys.items())


def require(action: str, key: str, *rates: Rate, field: str | None = None) -> None:
    """As ``spend``; raises ``Refused("too-many")`` when a rate is used up."""
    if not spend(action, key, *rates):
        longest = max(rate.seconds for rate in rates)
        words = _("Terlalu banyak percobaan. Coba beberapa menit lagi.")
        if longest > 3600:
            words = _("Terlalu banyak percobaan. Coba lagi nanti, atau datang ke loket atau balai desa.")
        raise Refused("too-many", words, field=field)


def client(request: HttpRequest) -> str:
    """Where a request comes from, for counting: the address behind our own proxies; of IPv6 the network."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network(f"{address}/64", strict=False))
    return str(address)


def forget_expired(now: object) -> None:  # noqa: ARG001 (the schedule passes the time)
    """Once an hour: empty the table of what has run out."""
    caches["default"].forget_expired()
