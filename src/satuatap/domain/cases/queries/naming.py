"""What a bundle is called, in the reader's language."""

from satuatap.domain.catalog import queries as catalog

from ..models import Bundle


def bundle_title(bundle: Bundle | None, lang: str) -> str:
    """The name of its life event, as long as there is one; "" for no bundle. Its own copy is Indonesian and needs no read."""
    if bundle is None:
        return ""
    if lang == "id":
        return bundle.title
    return next((row.name for row in catalog.life_events(lang) if row.code == bundle.event), bundle.title)
