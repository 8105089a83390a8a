"""One line of JSON per event, to standard error; the supervisor or systemd keeps it. No personal data: ids only."""

import logging
import logging.config
import os
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

DETAIL = re.compile(r"^DETAIL:.*\n?", re.MULTILINE)

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def without_values(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:  # noqa: ARG001
    """What the database tells of an error, less the line in which it repeats the row it refused."""
    if "exception" in event:
        event["exception"] = DETAIL.sub("", event["exception"])
    return event


def formatter() -> structlog.stdlib.ProcessorFormatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*SHARED, structlog.stdlib.ExtraAdder(allow=["status_code"])],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
    )


def configure() -> None:
    """Send our own events and those of the libraries through the same door."""
    level = os.environ.get("SATUATAP_LOG", "INFO").upper()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": formatter}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {
                "django": {"level": level},
                "django.request": {"level": "ERROR"},  # what people ask for wrongly is no event of ours
                "django.security.DisallowedHost": {"level": "CRITICAL"},
                "procrastinate": {"level": "WARNING"},
                "httpx": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level, logging.INFO)),
    )
