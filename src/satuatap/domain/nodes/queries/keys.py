"""The key of a node, to check its letters and to sign ours."""

from datetime import datetime
from uuid import UUID

from satuatap.kernel.errors import NotFound
from satuatap.kernel.secrets import unseal

from .. import rules
from ..models import Node

PURPOSE = "node-key"


def node_key(node_id: UUID, at: datetime) -> bytes:
    """Raises ``NotFound`` for a lost node, and for one that has had time enough to send the rest."""
    node = Node.objects.filter(pk=node_id).only("key", "ended_at").first()
    if node is None or not node.key or (node.ended_at and at - node.ended_at > rules.LATE_FOR):
        raise NotFound
    return unseal(bytes(node.key), PURPOSE)
