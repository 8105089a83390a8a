"""The key of a node, to check its letters and to sign ours."""

from uuid import UUID

from satuatap.kernel.errors import NotFound
from satuatap.kernel.secrets import unseal

from ..models import Node

PURPOSE = "node-key"


def node_key(node_id: UUID) -> bytes:
    """Raises ``NotFound`` for a node that does not work any more."""
    node = Node.objects.filter(pk=node_id, ended_at=None).only("key").first()
    if node is None:
        raise NotFound
    return unseal(bytes(node.key), PURPOSE)
