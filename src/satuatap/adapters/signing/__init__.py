"""Signing PDF: a test authority of our own, and the signer that uses its keys.

Only the worker signs. The keys are sealed by the installation's master key in ``SATUATAP_HOME/signing``; in production
that folder belongs to the worker's own user.
"""

from .authority import setup

__all__ = ["setup"]
