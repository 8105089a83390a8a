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
from ..models import Node
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
def end(*, node_id: UUID, by: Actor, at: datetime) -> Node:
    """The node is gone or replaced: its key stops to work, and the centre leads the hall again.

    What it has not sent by then stays with it and is not taken any more.
    """
    policies.require(policies.minds_nodes(by))
    node = Node.objects.select_for_update().filter(pk=node_id, ended_at=None).first()
    if node is None:
        raise NotFound
    node.ended_at = at
    node.save(update_fields=["ended_at"])
    agencies.give_lead(site_id=node.site_id, elsewhere=False, by=by, at=at)
    record("nodes.ended", on=node, by=by, at=at)
    return node
