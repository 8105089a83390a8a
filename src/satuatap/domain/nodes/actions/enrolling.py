"""A hall is given to a node, or taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from satuatap.domain.agencies import actions as agencies
from satuatap.domain.agencies import queries as offices
from satuatap.domain.audit.actions import record
from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound, Refused
from satuatap.kernel.secrets import seal

from .. import policies, rules
from ..models import Line, Node
from ..queries.keys import PURPOSE


@transaction.atomic
def enrol(*, site_code: str, by: Actor, at: datetime) -> tuple[Node, str]:
    """Let a node lead the hall of a site from now on; returns it with its key, which is shown this once.

    Raises ``NotFound`` for an unknown site, ``Refused`` where a node leads already.
    """
    policies.require(policies.minds_nodes(by))
    site = offices.site(site_code)
    if Node.objects.filter(site=site, ended_at=None).exists():
        raise Refused("led", _("Antrean di tempat ini sudah dijalankan sebuah simpul. Akhiri dulu yang lama."))
    key = rules.new_key()
    node = Node.objects.create(site=site, key=seal(key.encode(), PURPOSE), enrolled_at=at, enrolled_by=by.id)
    agencies.give_lead(site_id=site.pk, elsewhere=True, by=by, at=at)
    record("nodes.enrolled", on=node, by=by, at=at)
    return node, key


@transaction.atomic
def stop(*, node_id: UUID, by: Actor, at: datetime) -> Node:
    """The permission of a node is over: when it hears so it gives no more numbers and sends what it has, and then the
    centre leads. Until then the hall is the node's. Said twice, it is said once."""
    node = _leading(node_id, by)
    if node.stopped_at is None:
        node.stopped_at = at
        node.save(update_fields=["stopped_at"])
        record("nodes.stopped", on=node, by=by, at=at)
    return node


@transaction.atomic
def end(*, node_id: UUID, lost: bool, by: Actor, at: datetime) -> Node:
    """The centre leads the hall again now, without waiting for the node. What the node still has it can send later, and
    it changes nothing that the centre has by then; but the key of a ``lost`` computer opens nothing any more."""
    node = _leading(node_id, by)
    if lost:
        node.key = b""
        node.save(update_fields=["key"])
        record("nodes.lost", on=node, by=by, at=at)
    return close(node, by, at)


def close(node: Node, by: Actor, at: datetime) -> Node:
    """We lead the hall of a locked node again."""
    node.stopped_at, node.ended_at = node.stopped_at or at, at
    node.save(update_fields=["stopped_at", "ended_at"])
    agencies.give_lead(site_id=node.site_id, elsewhere=False, by=by, at=at)
    record("nodes.ended", on=node, by=by, at=at)
    return node


@transaction.atomic
def stop_leading(*, by: Actor, at: datetime) -> Line:
    """At a node: the centre has ended our permission. No more numbers here; what we have is sent on. Heard again, it is
    heard once."""
    policies.require(by.is_system)
    line, _is_new = Line.objects.select_for_update().get_or_create(pk=1)
    if line.stopped_at is None:
        line.stopped_at = at
        line.save(update_fields=["stopped_at"])
        if line.site_code:  # without a first copy there is no hall yet
            agencies.give_lead(site_id=offices.site(line.site_code).pk, elsewhere=True, by=by, at=at)
        record("nodes.stopped-leading", on=line, by=by, at=at)
    return line


def _leading(node_id: UUID, by: Actor) -> Node:
    policies.require(policies.minds_nodes(by))
    node = Node.objects.select_for_update().filter(pk=node_id, ended_at=None).first()
    if node is None:
        raise NotFound
    return node
