"""The job behind a seal, queued with its step."""

from uuid import UUID

from satuatap.kernel.jobs import defer

JOB = "cases.seal"


def try_soon(case_id: UUID, step: str) -> None:
    """Look the facts up as soon as the present transaction is committed."""
    defer(JOB, once=f"{JOB}:{case_id}:{step}", case_id=str(case_id), step=step)
