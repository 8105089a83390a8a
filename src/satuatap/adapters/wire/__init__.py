"""What our own gateway protocol shares: signatures, a small JSON client, and a server for sandboxes.

The protocol is plain on purpose: JSON over HTTP, every request and every notification signed with HMAC-SHA-256 over
its subject, its time and its body. A vendor with another protocol gets another adapter; nothing here is required.
"""
