"""English is there before the first test asks for it, whoever runs which tests."""

from satuatap.config import translations


def pytest_sessionstart() -> None:
    translations.compile_all()
