"""The fold over civil events, without a database: whatever is told in whatever order, the register stays one."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from satuatap.domain.residents import codes, rules
from satuatap.domain.residents.lifecycle import Kind
from satuatap.domain.residents.rules import Change, Happening, Register
from satuatap.kernel.errors import Refused

FIRST = date(2026, 1, 1)
PEOPLE = [UUID(int=number) for number in range(1, 7)]
FAMILIES = [UUID(int=number) for number in range(101, 104)]
SEATS = [(0, 1), (0, 3), (0, 4), (1, 1), (1, 4), (None, None)]
BORN = ["1970-01-01", "1972-01-01", "2000-01-01", "1980-01-01", "2015-01-01", "1990-01-01"]

facts = st.one_of(
    st.sampled_from([{"status": codes.DEAD}, {"status": codes.MOVED}, {"status": codes.ALIVE}, {"marital": 2}]),
    st.builds(
        lambda family, relation: {"family": str(family), "relation": relation},
        st.sampled_from(FAMILIES),
        st.sampled_from([1, 4, 9, 11]),
    ),
)
kinds = st.sampled_from([Kind.DEATH, Kind.MOVE_OUT, Kind.MOVE_IN, Kind.MOVE_WITHIN, Kind.FAMILY, Kind.CORRECTION])
steps = st.tuples(kinds, st.integers(0, 20), st.sampled_from(PEOPLE), facts, st.none() | st.sampled_from(PEOPLE))


def entry() -> Happening:
    cards = [Change({"kk": str(family.int)}, family=family) for family in FAMILIES]
    people = [
        Change(
            {"sex": 1 + number % 2, "born_on": BORN[number], "status": codes.ALIVE, "marital": 2}
            | ({"family": str(FAMILIES[seat]), "relation": relation} if seat is not None else {}),
            party=PEOPLE[number],
        )
        for number, (seat, relation) in enumerate(SEATS)
    ]
    return Happening(0, Kind.ENTER, FIRST, (*cards, *people))


def told(history: list[Happening], number: int, step: tuple) -> list[Happening]:
    """The history with one more event, as the actions write it; unchanged where it is refused."""
    kind, day, party, given_facts, head = step
    changes = [Change(given_facts, party=party)]
    from_on = rules.counts_from(FIRST + timedelta(days=day), changes, history)
    try:
        whole = rules.complete(rules.rebuild(history, from_on), kind, changes, from_on, head)
        event = Happening(1 + number, kind, from_on, whole)
        rules.replay([*history, event], event.order)
    except Refused:
        return history
    return rules.ordered([*history, event])


def require_whole(register: Register) -> None:
    for family in FAMILIES:
        members = register.members(family).values()
        assert not members or [facts["relation"] for facts in members].count(codes.HEAD) == 1
    for person in register.people.values():
        if person["status"] not in codes.ON_CARD:
            assert (person["family"], person["relation"]) == (None, None)


@given(st.lists(steps, max_size=14), st.lists(st.integers(0, 20), max_size=3))
def test_on_every_day_every_card_has_one_head_and_the_fold_equals_the_steps(given_steps, cancelled):
    history = [entry()]
    for number, step in enumerate(given_steps):
        history = told(history, number, step)
    for number in cancelled:
        history = without(history, number)

    register = Register()
    for event in rules.ordered(history):
        register = rules.apply(register, event)
        require_whole(register)
        assert register == rules.rebuild([e for e in history if e.order <= event.order], event.from_on)
    for party in PEOPLE:
        seats = rules.memberships(history, party)
        assert all(end is not None for *_seat, end in seats[:-1])
        open_seat = [(str(family), relation) for family, relation, _from, end in seats if end is None]
        now = register.people[party]
        assert open_seat == ([(now["family"], now["relation"])] if now["family"] else [])


def without(history: list[Happening], number: int) -> list[Happening]:
    """The history less one event, as a cancellation leaves it; unchanged where later ones build on it."""
    if not 0 < number < len(history):
        return history
    rest = [event for event in history if event is not history[number]]
    try:
        rules.replay(rest, history[number].order)
    except Refused:
        return history
    return rest


def test_the_spouse_leads_next_then_the_eldest_adult_and_servants_last():
    on = date(2026, 6, 1)
    wife, son, maid, child = PEOPLE[:4]
    members = [
        (wife, codes.WIFE, date(1985, 1, 1)), (son, codes.CHILD, date(2004, 1, 1)),
        (maid, codes.SERVANT, date(1960, 1, 1)), (child, codes.CHILD, date(2015, 1, 1)),
    ]  # fmt: skip

    assert rules.next_head(members, on) == wife
    assert rules.next_head(members[1:], on) == son
    assert rules.next_head(members[2:], on) == child


def test_what_everybody_is_to_a_new_head():
    father, mother, son, grandmother, maid = PEOPLE[:5]
    relations = {father: 1, mother: 3, son: 4, grandmother: 7, maid: 10}
    sexes = {father: 1, mother: 2, son: 1, grandmother: 2, maid: 2}

    assert rules.relations_under(mother, relations, sexes) == {mother: 1, father: 2, son: 4, grandmother: 8, maid: 10}
    assert rules.relations_under(son, relations, sexes) == {son: 1, father: 7, mother: 7, grandmother: 9, maid: 10}
