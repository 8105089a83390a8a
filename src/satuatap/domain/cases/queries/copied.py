"""A person's applications as they stand in a copy of their data."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from satuatap.kernel.actors import Actor
from satuatap.kernel.errors import NotFound

from ..models import Case


def copied(by: Actor, party_id: UUID) -> Iterator[dict[str, Any]]:
    """Every application of a person with its answers, newest first; for the system alone, that makes the copy."""
    if not by.is_system:
        raise NotFound
    for case in (
        Case.objects.filter(party=party_id)
        .select_related("unit", "hand_over", "objection")
        .prefetch_related("posts", "papers__file", "defects")
        .order_by("-started_at", "-id")
    ):
        yield {
            "number": case.number, "title": case.title, "office": case.unit.name, "state": case.state,
            "channel": case.channel, "started_at": case.started_at, "submitted_at": case.submitted_at,
            "closed_at": case.closed_at, "answers": case.draft or case.answers, "refusal": case.refusal,
            "papers": [{"name": paper.file.name, "at": paper.attached_at} for paper in case.papers.all()],
            "defects": [defect.text for defect in case.defects.all()],
            "posts": [{"who": post.by_name, "text": post.text, "at": post.at} for post in case.posts.all()],
            **_ends(case),
        }  # fmt: skip


def _ends(case: Case) -> dict[str, Any]:
    """Who fetched the product, and what the applicant held against a refusal."""
    found: dict[str, Any] = {}
    if handed := getattr(case, "hand_over", None):
        found["hand_over"] = {
            "collector": handed.collector,
            "relation": handed.relation,
            "at": handed.at,
            "note": handed.note,
        }
    if objection := getattr(case, "objection", None):
        found["objection"] = {"words": objection.words, "at": objection.filed_at, "answer": objection.answer}
    return found
