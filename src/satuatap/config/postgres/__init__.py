"""The embedded PostgreSQL: its programs, one cluster in SATUATAP_HOME, its roles, and throw-away ones for tests.

Starting and stopping needs the standard library only, so that the supervisor stays small.
"""

from .cluster import Cluster, NotRunnable
from .temporary import temporary

__all__ = ["Cluster", "NotRunnable", "temporary"]
