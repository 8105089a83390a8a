"""Which papers an application needs, and whether they are there."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from satuatap.domain.catalog.queries import Paper, Standard
from satuatap.kernel.errors import Refused

FROM_ELSEWHERE = ("form",)
"""Sources of a paper that the applicant never hands in: it is made from the answers."""

REGISTER = ("party.", "family.")


def accepted_papers(standard: Standard) -> Mapping[str, tuple[str, ...]]:
    """Each paper that may be handed in, with the substitutes it takes."""
    return {paper.key: paper.instead for paper in standard.papers}


def is_known(paper: Paper, known: bool) -> bool:
    """Whether the state has the paper already: made from the form, or standing in the register of a proven person."""
    if paper.source in FROM_ELSEWHERE:
        return True
    return known and paper.source.startswith(REGISTER)


def is_identity(paper: Paper) -> bool:
    """Whether a copy of it would serve whoever pretends to be the person: cards and certificates of the register."""
    return paper.source.startswith(REGISTER)


def is_from_agency(paper: Paper) -> bool:
    """Whether another office sends it to us, so that the applicant need not bring it."""
    return bool(paper.source) and not paper.required and not paper.source.startswith((*FROM_ELSEWHERE, *REGISTER))


def needed(
    standard: Standard, *, known: bool, holds: Callable[[str], bool], dropped: Collection[str] = ()
) -> tuple[Paper, ...]:
    """The papers this applicant has to hand in: not those the register has, not those whose condition is false."""
    return tuple(
        paper
        for paper in standard.papers
        if paper.required
        and not is_known(paper, known)
        and paper.key not in dropped
        and (not paper.required_when or holds(paper.required_when))
    )


def require_papers(papers: Sequence[Paper], given: Collection[str]) -> None:
    """Raises ``Refused("incomplete")`` naming every paper that is still missing."""
    if missing := [paper.name for paper in papers if paper.key not in given]:
        raise Refused("incomplete", _("Masih perlu: %(papers)s.") % {"papers": ", ".join(missing)}, field="papers")
