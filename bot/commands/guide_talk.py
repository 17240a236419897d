"""The guide as a conversation in the terminal: type a number, more words, or a way to go."""

from bot.commands import lines, terminal
from bot.desk.guide import GuideDesk
from bot.desk.guide_reply import GuideReply
from bot.privacy import describe, mask
from knowledge.model import StaffError

NAME = "terminal"

_END = {"", "q", "exit", "quit", "slut", "sluta", "avsluta", "hej då"}
_WELCOME = (
    "Berätta om läget med några ord, så leder jag till rätt meddelande. Skriv inga uppgifter om "
    "enskilda. Tom rad avslutar."
)
_WAYS = "Skriv ett svar, mer om läget, ändra 2, tillbaka, varför eller börja om. Tom rad avslutar."
_PROMPT = "\nLäget: "
_PROMPT_ON = "\nDitt svar: "
_LATER = "Sparat. Fortsätt när du vill med `lotsen guide --resume`."
_GOODBYE = "Hej då!"


def talk(desk: GuideDesk, asker: str, reply: GuideReply | None) -> None:
    """Talk until an empty line; what is not finished is taken up with --resume."""
    if reply is None:
        terminal.show(_WELCOME)
        text = _next(_PROMPT)
        if text.lower() in _END:
            terminal.show(_GOODBYE)
            return
        reply = desk.begin(mask(lines.whole(text)), asker, conversation=NAME)
    _show(reply)
    terminal.show(f"\n{_WAYS}")
    while (text := _next(_PROMPT_ON)).lower() not in _END:
        reply = _said(desk, asker, reply, text)
    terminal.show(_GOODBYE if reply.outcome else _LATER)


def _said(desk: GuideDesk, asker: str, reply: GuideReply, text: str) -> GuideReply:
    try:
        reply = desk.say(reply.guidance_id, asker, mask(lines.whole(text)))
    except StaffError as error:
        terminal.say(str(error))
        return reply
    _show(reply)
    return reply


def _show(reply: GuideReply) -> None:
    terminal.show(f"\n{reply.text}")
    if reply.masked_now:
        terminal.say(describe(reply.masked_now))


def _next(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        return ""
