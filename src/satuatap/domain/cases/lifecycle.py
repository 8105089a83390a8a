"""The few states of a case, the same for every service, and the verbs that lead between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from satuatap.kernel.lifecycle import Move


class State(models.TextChoices):
    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Baru")
    RETURNED = "returned", _("Perlu perbaikan")
    ACCEPTED = "accepted", _("Diproses")
    APPROVED = "approved", _("Disetujui")
    REFUSED = "refused", _("Ditolak")
    COMPLETED = "completed", _("Selesai")
    WITHDRAWN = "withdrawn", _("Ditarik")
    LAPSED = "lapsed", _("Gugur")


ENDS = frozenset({State.REFUSED, State.COMPLETED, State.WITHDRAWN, State.LAPSED})
ALIVE = frozenset(State) - ENDS

MOVES: dict[str, Move[State]] = {
    "submit": Move(frozenset({State.DRAFT}), State.SUBMITTED),
    "hand back": Move(frozenset({State.SUBMITTED}), State.RETURNED),
    "correct": Move(frozenset({State.RETURNED}), State.SUBMITTED),
    "accept": Move(frozenset({State.SUBMITTED}), State.ACCEPTED),
    "approve": Move(frozenset({State.ACCEPTED}), State.APPROVED),
    "reconsider": Move(frozenset({State.APPROVED}), State.ACCEPTED),
    "refuse": Move(frozenset({State.SUBMITTED, State.ACCEPTED}), State.REFUSED),
    "complete": Move(frozenset({State.APPROVED}), State.COMPLETED),
    "withdraw": Move(frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED}), State.WITHDRAWN),
    "lapse": Move(frozenset({State.DRAFT, State.RETURNED, State.ACCEPTED}), State.LAPSED),
}


class TaskState(models.TextChoices):
    OPEN = "open", _("Terbuka")
    WAITING = "waiting", _("Menunggu")
    CLOSED = "closed", _("Selesai")


class CallState(models.TextChoices):
    """What has become of a question to an outside system."""

    ASKING = "asking", _("Menunggu jawaban")
    STUCK = "stuck", _("Perlu diisi petugas")
    ANSWERED = "answered", _("Terjawab")
    BY_HAND = "by-hand", _("Diisi petugas, menunggu pencocokan")
    AGREED = "agreed", _("Diisi petugas, sudah cocok")
    DIFFERS = "differs", _("Berbeda dari sistem luar")
    UNCONFIRMED = "unconfirmed", _("Diisi petugas, tidak terkonfirmasi")
    DROPPED = "dropped", _("Tidak diperlukan lagi")
