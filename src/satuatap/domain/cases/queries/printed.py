"""What the values of a document are: each answers a question of its case's form, or comes from somewhere else."""

import re
from uuid import UUID

from satuatap.kernel import forms

from ..models import Case
from . import standards

QUESTION = re.compile(r"\bform((?:\.[a-z_][a-z0-9_]*)+)")


def printed_questions(about: UUID, type: str, lang: str = "id") -> dict[str, forms.Field | None]:
    """The values of a document of a case in the order of its standard, each with the question it answers, None for what
    no question gave."""
    case = Case.objects.only("revision").filter(pk=about).first()
    if case is None:
        return {}
    index = standards.form(case.revision_id, lang).index
    found: dict[str, forms.Field | None] = {}
    for step in standards.flow(case.revision_id).steps():
        if step.do == "issue" and step.document == type:
            for name, expression in step.content.items():
                asked = QUESTION.search(expression)
                found[name] = index.get(asked[1].replace(".", "/")) if asked else None
    return found
