"""``GET /healthz``: is every process of this version at work? For supervisors, proxies and monitoring."""

import urllib.error
import urllib.request
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from .audience import open_to

# A worker says every ten seconds that it lives.
WORKER_SILENCE = timedelta(seconds=35)
STREAM_SECONDS = 2


@require_safe
@open_to("machine")
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """The state of each process, ``ok`` or what is wrong; 503 when any is not ok."""
    found = {"web": "ok", **_database(), "stream": _stream()}
    failed = [name for name, state in found.items() if state != "ok"]
    answer = {"ok": not failed, "processes": found} | ({"failed": failed} if failed else {})
    return JsonResponse(answer, status=503 if failed else 200, headers={"Cache-Control": "no-store"})


def _database() -> dict[str, str]:
    """The database, and what it knows of the worker."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(last_heartbeat) > now() - %s FROM procrastinate_workers", [WORKER_SILENCE])
            (alive,) = cursor.fetchone()
    except DatabaseError:
        return {"postgres": "does not answer", "worker": "unknown"}
    return {"postgres": "ok", "worker": "ok" if alive else "has not been heard of"}


def _stream() -> str:
    try:
        with urllib.request.urlopen(settings.STREAM_HEALTH_URL, timeout=STREAM_SECONDS) as answer:  # noqa: S310
            return "ok" if answer.status == 200 else "does not answer"
    except (urllib.error.URLError, OSError):
        return "does not answer"
