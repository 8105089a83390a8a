"""Letters of nodes: how far we are, what happened there, and what they need. Each is signed with the node's key, and so is
our answer."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
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
Said = Callable[[Request, UUID, dict[str, Any]], dict[str, Any]]


def letter(answer: Said) -> View:
    """Read a node's letter and sign what we say to it. Whoever is no node learns nothing: 401."""

    @csrf_exempt
    @open_to("machine")
    @require_POST
    @small_enough(LARGEST)
    @wraps(answer)
    def read(request: Request) -> HttpResponse:
        letters = ports.letters[0]
        try:
            node_id = UUID(request.headers.get("X-Node", ""))
            key = queries.node_key(node_id)
            letters.require(key, f"POST {request.path}", request.headers, request.body, request.now)
            content = json.loads(request.body)
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
def state(request: Request, node_id: UUID, content: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001 (nothing is asked)
    """How far we are."""
    return {"received": actions.hear(node_id=node_id, copied=False, by=NODE, at=request.now)}


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
