"""Own applications in a list: whose turn it is and until when, and nothing of either once all is over."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from satuatap.domain.cases.lifecycle import State
from satuatap.domain.cases.queries import FileRow
from satuatap.fronts.portal.cases.rows import case_rows

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def row(state, waiting_for="", due_at=None):
    found = FileRow(
        case_id=uuid4(),
        number="BWI-26-7K4M-29QX-5",
        title="Akta kelahiran",
        applicant_name="Rani Wulandari",
        area_label="",
        channel="portal",
        badge="new",
        state=State(state),
        waiting_for=waiting_for,
        unit_name="Dispendukcapil",
        started_at=AT,
        submitted_at=AT,
        due_at=due_at,
        ready_at=None,
    )
    return case_rows([found])[0]


@pytest.mark.parametrize(
    ("found", "turn", "promised"),
    [
        (row("draft"), "Anda", "Belum dikirim"),
        (row("submitted"), "Dispendukcapil", "Setelah berkas diperiksa"),
        (row("accepted", due_at=AT), "Dispendukcapil", "24 Nov. 2026"),
        (row("accepted"), "Dispendukcapil", "Belum ditetapkan"),
        (row("accepted", waiting_for="payment", due_at=AT), "Anda", "Berhenti"),
        (row("completed"), "–", "–"),
        (row("withdrawn"), "–", "–"),
    ],
)
def test_turn_and_promise_in_words(found, turn, promised):
    assert (found.turn, found.promised) == (turn, promised)


def test_a_row_leads_to_its_case_and_knows_whether_it_is_over():
    assert row("submitted").href == "/berkas/BWI-26-7K4M-29QX-5"
    assert [row(state).is_over for state in ("accepted", "refused")] == [False, True]
