"""What Slack's own words for no mean, and what to do about each."""

from bot.commands.doctor_check import Check, fault
from bot.commands.doctor_keys import GUIDE
from bot.slack.ports import SendFailed

REINSTALL = "Installera om appen (Install App) och kopiera den nya token."
_REFUSED = {
    "invalid_auth": ("Slack känner inte igen den", "Kopiera den på nytt, hela vägen."),
    "not_authed": ("Slack fick ingen token", "Kopiera den på nytt, hela vägen."),
    "token_revoked": ("den är återkallad", REINSTALL),
    "account_inactive": ("appen är borttagen ur arbetsytan", REINSTALL),
    "token_expired": ("den har gått ut", "Stäng av token rotation i appen och installera om den."),
    "not_allowed_token_type": ("det är fel slags token", "Jämför med tabellen i " + GUIDE + "."),
    "missing_scope": ("den saknar rättigheten connections:write",
                      "Skapa en ny app-token med connections:write."),
    "ratelimited": ("Slack ber oss vänta", "Vänta en minut och kör `lotsen doctor` igen."),
}  # fmt: skip


def refused_check(name: str, refused: SendFailed) -> Check:
    """Give the check that Slack said no to."""
    unknown = (f"Slack svarade {refused.code}", f"Jämför med felsökningen i {GUIDE}.")
    return fault(name, *_REFUSED.get(refused.code, unknown))
