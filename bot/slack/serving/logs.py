"""What a running bot writes to its log: our own lines, and of others only where they stood.

The SDK and Bolt put messages, payloads and addresses with keys in theirs.
"""

import logging
import re
import sys

from typing_extensions import override

_OURS = ("bot", "knowledge", "flows", "storage")
_KEY = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w-]+")


class QuietFormatter(logging.Formatter):
    """Gives one line an event, without what people wrote, keys or tracebacks."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        when = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        start = f"{when} {record.levelname.lower()} {record.name}"
        return f"{start} {self._said(record)}{_type_of(record)}"

    def _said(self, record: logging.LogRecord) -> str:
        if record.name.split(".")[0] in _OURS:
            return _KEY.sub("(hidden)", " ".join(record.getMessage().split()))
        return f"at={record.funcName}:{record.lineno}"


def log_quietly(*, is_brief: bool = False) -> None:
    """Send every log line of this process to stderr in the quiet form; warnings and our news."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.WARNING if is_brief else logging.INFO)


def _type_of(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    return f" type={record.exc_info[0].__name__}"
