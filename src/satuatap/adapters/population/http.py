"""The port ``residents.ports.NationalRegister`` over our plain question protocol."""

from datetime import date
from uuid import UUID

from satuatap.adapters.calls.http import HttpSystem
from satuatap.domain.cases.ports import Down, Question, Unusable
from satuatap.domain.residents.ports import NotMatched, Trouble

CALL = "population-match"


class HttpNationalRegister:
    """The register at an address, with the secret we share with it."""

    def __init__(self, url: str, secret: bytes) -> None:
        self._system = HttpSystem(url, secret, CALL)

    def match(self, key: UUID, purpose: str, nik: str, name: str, born_on: date) -> bool:
        fields = {"nik": nik, "name": name, "born_on": born_on.isoformat()}
        try:
            answer = self._system.ask(Question(key=key, purpose=purpose, fields=fields))
        except Down:
            raise NotMatched(Trouble.AWAY) from None
        except Unusable as problem:
            if str(problem) == "no-match":
                return False
            raise NotMatched(Trouble.WRONG) from None
        if answer["matched"] is not True:
            raise NotMatched(Trouble.WRONG)
        return True
