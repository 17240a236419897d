"""The edge: Slack, the command line, and the joining of parts."""

import time

STARTED = time.monotonic()
"""When this process began, as far as code of ours can tell."""
