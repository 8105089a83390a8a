"""The people of an area as of any day, as one statement: what aggregates are made of.

A row of the register holds what is true now. Of people and cards of which an event tells after the day, it does not hold
for that day: for those, and only those, the events until then are read, field by field the last that spoke. Places on cards
carry their days themselves.
"""

# A snapshot is a list of common table expressions that ends in ``people_X``; X tells several of one statement apart.
# {on} and {place} are put in by ``snapshot``; %(area)s is the beginning of an area code with a percent sign behind it.
SNAPSHOT = """
changed_{x} AS MATERIALIZED (
    SELECT change.party_id, change.family_id
    FROM residents_civilevent event JOIN residents_eventchange change ON change.event_id = event.id
    WHERE event.counts_from > {on} AND event.kind <> 'enter'
),
said_{x} AS MATERIALIZED (
    SELECT DISTINCT ON (subject, key) subject, key, value
    FROM (
        SELECT change.party_id AS subject, fact.key, fact.value, event.counts_from, event.id
        FROM residents_eventchange change
        JOIN residents_civilevent event ON event.id = change.event_id, jsonb_each_text(change.facts) fact
        WHERE change.party_id IN (SELECT party_id FROM changed_{x}) AND {counts}
        UNION ALL
        SELECT change.family_id, fact.key, fact.value, event.counts_from, event.id
        FROM residents_eventchange change
        JOIN residents_civilevent event ON event.id = change.event_id, jsonb_each_text(change.facts) fact
        WHERE change.family_id IN (SELECT family_id FROM changed_{x}) AND {counts}
    ) told
    ORDER BY subject, key, counts_from DESC, id DESC
),
then_{x} AS MATERIALIZED (
    SELECT subject, jsonb_object_agg(key, value) FILTER (WHERE value <> '') AS facts FROM said_{x} GROUP BY subject
),
card_{x} AS MATERIALIZED (
    SELECT id, area_code, hamlet, rw, rt FROM residents_family
    WHERE area_code LIKE %(area)s AND id NOT IN (SELECT family_id FROM changed_{x} WHERE family_id IS NOT NULL)
    UNION ALL
    SELECT subject, facts->>'area_code', coalesce(facts->>'hamlet', ''), coalesce(facts->>'rw', ''),
        coalesce(facts->>'rt', '')
    FROM then_{x}
    WHERE facts->>'area_code' LIKE %(area)s AND subject IN (SELECT family_id FROM changed_{x})
),
people_{x} AS MATERIALIZED (
    SELECT seat.person_id, seat.family_id, seat.relation, {place} AS place, {facts}
    FROM residents_familymember seat
    JOIN card_{x} card ON card.id = seat.family_id
    JOIN residents_person person ON person.party_id = seat.person_id
    LEFT JOIN then_{x} past ON past.subject = seat.person_id
    WHERE seat.from_on <= {on} AND (seat.to_on IS NULL OR seat.to_on > {on})
)"""
COUNTS = """event.counts_from <= {on} AND NOT EXISTS (
            SELECT FROM residents_eventstep step WHERE step.event_id = event.id AND step.state = 'dibatalkan'
        )"""
NUMBERS = ("sex", "religion", "marital", "occupation", "education", "citizenship")

AREA = "''"
VILLAGE, DISTRICT = "left(card.area_code, 13)", "left(card.area_code, 8)"
HAMLET = "card.hamlet"
NEIGHBOURHOOD = "card.hamlet || '|' || card.rw || '|' || card.rt"
"""What ``place`` may be."""


def snapshot(x: str, on: str, place: str) -> str:
    """The expressions of one snapshot. ``on`` is a parameter or a day as SQL, ``place`` one of those above."""
    facts = [_fact(name, "int") for name in NUMBERS] + [_fact("born_on", "date")]
    return SNAPSHOT.format(x=x, on=on, place=place, facts=", ".join(facts), counts=COUNTS.format(on=on))


def _fact(name: str, kind: str) -> str:
    return f"CASE WHEN past.subject IS NULL THEN person.{name} ELSE (past.facts->>'{name}')::{kind} END AS {name}"
