"""Checks that what a way of serving needs is set, and says what is missing in one line."""

from bot.settings import Settings
from knowledge.model import StaffError

_HOW = "Så här gör du: docs/connect-to-slack.md. Utan Slack: kör `lotsen demo`."


def check_settings(settings: Settings) -> None:
    """Raise when a setting is missing for the chosen mode."""
    missing = _missing(settings)
    if missing:
        names = " och ".join(f"LOTSEN_{name.upper()}" for name in missing)
        word = "Inställningen" if len(missing) == 1 else "Inställningarna"
        raise StaffError(f"{word} {names} saknas för läget {settings.mode}. {_HOW}")
    _check_form(settings)


def _missing(settings: Settings) -> list[str]:
    needed = ["slack_app_token"] if settings.mode == "socket" else ["slack_signing_secret"]
    if settings.slack_bot_token is None:
        has_any = settings.slack_client_id or settings.slack_client_secret
        keys = ["slack_client_id", "slack_client_secret"] if has_any else ["slack_bot_token"]
        needed = [*keys, *needed]
    return [name for name in needed if getattr(settings, name) is None]


def _check_form(settings: Settings) -> None:
    starts = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}
    for name, start in starts.items():
        value = getattr(settings, name)
        if value is not None and not value.get_secret_value().startswith(start):
            raise StaffError(
                f"LOTSEN_{name.upper()} ska börja med {start}. Kontrollera att rätt token "
                f"är inklistrad på rätt plats. {_HOW}"
            )
