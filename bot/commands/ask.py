"""`lotsen ask`: one question, a conversation in the terminal, or lines of JSON."""

import sys
from typing import Annotated, Any
from uuid import uuid4

import typer

from bot import texts
from bot.commands import lines, terminal
from bot.desk.ask import AskDesk, Question
from bot.desk.reply import AnswerReply
from bot.privacy import describe, mask
from knowledge.model import StaffError

_END = {"", "q", "exit", "quit", "slut", "sluta", "hej då"}

EXAMPLES = """
Exempel:

  lotsen ask "Vad gäller om patienten säger nej till samtycke?"

  lotsen ask --json "skillnaden mellan MVO och vårdbegäran"

  lotsen ask --lines < frågor.jsonl     varje rad: {"id": 1, "question": "…"}

  lotsen ask                            samtal; tom rad avslutar
"""


def ask(
    question: Annotated[list[str] | None, typer.Argument(help="Frågan, med egna ord.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Ett JSON-objekt på stdout.")] = False,
    as_lines: Annotated[
        bool, typer.Option("--lines", help="Läs JSON-rader på stdin, skriv en rad per svar.")
    ] = False,
    asker: Annotated[
        str, typer.Option("--as", help="Vem som frågar.", metavar="USER")
    ] = "terminal",
) -> None:
    """Fråga källorna. Svaret är ordagranna citat med plats, eller varför det saknas."""
    with terminal.plain_errors():
        if as_lines and question:
            raise StaffError("Skriv antingen en fråga eller --lines, inte båda.")
        desk = terminal.ready_lotsen().ask_desk
        if as_lines:
            _answer_lines(desk, asker)
        elif question:
            _answer_one(desk, " ".join(question), asker, as_json)
        elif terminal.is_interactive():
            _converse(desk, asker)
        else:
            _answer_stdin(desk, asker, as_json)


def _answer_one(desk: AskDesk, text: str, asker: str, as_json: bool) -> None:
    reply = desk.ask(Question(mask(lines.whole(text)), asker))
    show = _show_json if as_json else _show_text
    show(reply)


def _answer_stdin(desk: AskDesk, asker: str, as_json: bool) -> None:
    text = lines.decoded(sys.stdin.buffer.read())
    _answer_one(desk, text, asker, as_json)


def _answer_lines(desk: AskDesk, asker: str) -> None:
    def one(fields: dict[str, Any]) -> dict[str, Any]:
        history = [mask(lines.whole(earlier)) for earlier in fields.get("history", [])]
        question = mask(lines.whole(fields["question"]))
        reply = desk.ask(Question(question, asker, history=history))
        if reply.notice:
            terminal.say(reply.notice)
        return as_dict(reply) | {"id": fields.get("id")}

    lines.answer_each(sys.stdin.buffer, one, required="question")


def _converse(desk: AskDesk, asker: str) -> None:
    conversation = uuid4().hex
    terminal.show(texts.WELCOME)
    while (text := _next_line()).lower() not in _END:
        _show_text(desk.ask(Question(mask(lines.whole(text)), asker, conversation)))
    terminal.show(texts.GOODBYE)


def _next_line() -> str:
    try:
        return input(texts.PROMPT).strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def as_dict(reply: AnswerReply) -> dict[str, Any]:
    """Give the reply in the stable shape of `ask --json`."""
    answer = reply.answer
    return {
        "id": None,
        "question": answer.question,
        "status": answer.status,
        "reason": answer.reason,
        "answer": reply.text,
        "citations": [citation.model_dump(mode="json") for citation in answer.citations],
        "passages": [place.model_dump(mode="json") for place in answer.passages],
        "masked": list(reply.masked),
        "elapsed_ms": answer.elapsed_ms,
    }


def _show_json(reply: AnswerReply) -> None:
    lines.write(as_dict(reply))
    if reply.notice:
        terminal.say(reply.notice)


def _show_text(reply: AnswerReply) -> None:
    terminal.show(reply.text)
    if reply.masked:
        terminal.say(describe(reply.masked))
    if reply.notice:
        terminal.say(reply.notice)
