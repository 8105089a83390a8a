"""Letters of nodes: how far we are, what happened there, and what they need. Each is signed with the node's key, and so is
our answer."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from satuatap.domain.nodes import actions, ports, queries
from satuatap.fronts.shared.audience import open_to
from satuatap.fronts.shared.http import Request, status_of
from satuatap.kernel.actors import system
from satuatap.kernel.errors import NotFound, Refused

from .views import View, small_enough

NODE = system("node")
LARGEST = 1024 * 1024
WITH_PAPERS = 64 * 1024 * 1024
Said = Callable[[Request, UUID, dict[str, Any]], dict[str, Any]]


def letter(answer: Said, largest: int = LARGEST) -> View:
    """Read a node's letter and sign what we say to it. Whoever is no node learns nothing: 401."""

    @csrf_exempt
    @open_to("machine")
    @require_POST
    @small_enough(largest)
    @wraps(answer)
    def read(request: Request) -> HttpResponse:
        letters, posted = ports.letters[0], request.read()
        try:
            node_id = UUID(request.headers.get("X-Node", ""))
            key = queries.node_key(node_id, request.now)
            letters.require(key, f"POST {request.path}", request.headers, posted, request.now)
            content = json.loads(posted)
        except (ValueError, NotFound, ports.NotAuthentic):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        status = HTTPStatus.OK
        try:
            said = answer(request, node_id, content)
        except Refused as refusal:
            said, status = {"problem": refusal.message, "code": refusal.code}, status_of(refusal)
        except (KeyError, TypeError, ValueError) as problem:
            said, status = {"problem": f"{type(problem).__name__}", "code": "unreadable"}, HTTPStatus.BAD_REQUEST
        body = json.dumps(said, ensure_ascii=False).encode()
        proof = letters.sign(key, f"answer {request.path}", body, request.now)
        return HttpResponse(body, status=status, content_type="application/json", headers=dict(proof))

    return read


@letter
def state(request: Request, node_id: UUID, content: dict[str, Any]) -> dict[str, Any]:
    """How far we are, and whether the node may go on."""
    done = content.get("done") is True
    heard = actions.hear(node_id=node_id, copied=False, done=done, by=NODE, at=request.now)
    return {"received": heard.received, "stopped": heard.stopped, "wishes": heard.wishes}


@letter
def wish(request: Request, node_id: UUID, content: dict[str, Any]) -> dict[str, Any]:
    """A number that was asked for by phone is not given, and why."""
    key, problem = UUID(content["key"]), str(content["problem"])
    actions.note_refusal(node_id=node_id, key=key, problem=problem, by=NODE, at=request.now)
    return {}


@letter
def facts(request: Request, node_id: UUID, content: dict[str, Any]) -> dict[str, Any]:
    """What happened at the site."""
    received = actions.take_facts(
        node_id=node_id, facts=content["facts"], waiting=int(content["waiting"]), by=NODE, at=request.now
    )
    return {"received": received}


@letter
def copy(request: Request, node_id: UUID, content: dict[str, Any]) -> dict[str, Any]:
    """What the node works with; without its tables when it has that already."""
    found = queries.copy_for(node_id=node_id, at=request.now, first=bool(content["first"]))
    actions.hear(node_id=node_id, copied=True, by=NODE, at=request.now)
    if found.digest == content["known"]:
        return {"digest": "", "site": found.site, "tables": []}
    return {"digest": found.digest, "site": found.site, "tables": found.tables}


def _application(request: Request, node_id: UUID, content: dict[str, Any]) -> dict[str, Any]:
    """An application that was taken without the line. What cannot be taken is an answer too: somebody there decides."""
    try:
        number = actions.take_application(node_id=node_id, content=content, by=NODE, at=request.now)
    except Refused as refusal:
        return {"number": "", "problem": refusal.message}
    except NotFound:
        return {"number": "", "problem": _("Petugas yang menerimanya tidak berwenang mengajukan permohonan ini.")}
    return {"number": number, "problem": ""}


application = letter(_application, WITH_PAPERS)
