"""Whether the places in an application can be right."""

from collections.abc import Mapping
from typing import Any

from satuatap.domain.regions import queries as regions
from satuatap.kernel import forms


def misplaced(form: forms.Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with points and plots, by pointer; a region whose edges nobody has entered takes any."""
    if not any(field.kind in ("point", "polygon") for field in form.index.values()):
        return {}
    edges = regions.home().extent
    bounds = forms.Bounds(**{name: float(value) for name, value in edges.items()}) if edges else None
    return forms.misplaced(form, answers, bounds)
