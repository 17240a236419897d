"""Shows the Home tab: the search field, one's own questions, the sources, and how to go on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.slack import words
from bot.slack.ports import Block, View
from bot.slack.views import parts
from bot.slack.views.guide_home import guide_on_home
from bot.slack.views.parts import Json
from bot.slack.views.section import document_name, version_words
from knowledge.register import Entry
from storage.jobs import Job

SEARCH, AGAIN, BEFORE, NEXT = "home_search", "ask_again", "home_before", "home_next"
SEARCH_LENGTH = 1000
SOURCES_A_PAGE = 8
RECENT = 5


@dataclass(frozen=True)
class Home:
    """What a person's Home tab shows; `sources` of None when they can't be read.

    `rooms` are the blocks of drafts, inboxes and what else has room there.
    """

    recent: Sequence[Job]
    sources: Sequence[Entry] | None
    page: int = 0
    rooms: Sequence[Block] = ()


def home_view(home: Home) -> View:
    """Give the Home tab."""
    blocks = [
        parts.header(words.HOME_TITLE),
        _search(),
        parts.small(words.HOME_PRIVACY),
        parts.divider(),
        *guide_on_home(),
        parts.divider(),
        *home.rooms,
        *_recent(home.recent),
        parts.divider(),
        *_sources(home),
        parts.divider(),
        parts.header(words.HOME_HOW),
        parts.rich(parts.bullets(words.HOME_HOW_LINES)),
    ]
    return {"type": "home", "blocks": blocks}


def _search() -> Json:
    element = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": SEARCH_LENGTH,
        "placeholder": parts.plain(words.HOME_SEARCH_EXAMPLE, 150),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    return {
        "type": "input",
        "block_id": SEARCH,
        "dispatch_action": True,
        "label": parts.plain(words.HOME_SEARCH),
        "hint": parts.plain(words.HOME_SEARCH_HINT),
        "element": element,
    }


def _recent(jobs: Sequence[Job]) -> Iterator[Json]:
    yield parts.header(words.HOME_RECENT)
    shown = list({job.question: job for job in jobs if job.question.strip()}.values())[:RECENT]
    for job in shown:
        again = parts.button(words.HOME_AGAIN, AGAIN, job.id)
        yield parts.beside(parts.clipped(job.question, 300), again)
    if not shown:
        yield parts.said(words.HOME_NO_RECENT)


def _sources(home: Home) -> Iterator[Json]:
    yield parts.header(words.HOME_SOURCES)
    if home.sources is None:
        yield parts.said(words.HOME_SOURCES_FAILED)
    elif not home.sources:
        yield parts.said(words.HOME_NO_SOURCES)
    else:
        yield from _page(home.sources, home.page)


def _page(sources: Sequence[Entry], page: int) -> Iterator[Json]:
    last_page = (len(sources) - 1) // SOURCES_A_PAGE
    page = min(max(page, 0), last_page)
    first = page * SOURCES_A_PAGE
    shown = sources[first : first + SOURCES_A_PAGE]
    items = [parts.paragraph(*_source(entry)) for entry in shown]
    yield parts.rich({"type": "rich_text_list", "style": "bullet", "elements": items})
    if last_page == 0:
        return
    where = {"first": first + 1, "last": first + len(shown), "total": len(sources)}
    yield parts.small(words.HOME_PAGE.format(**where))
    before = parts.button(words.HOME_BEFORE, BEFORE, str(page - 1))
    after = parts.button(words.HOME_NEXT, NEXT, str(page + 1))
    yield parts.actions(*[before] * (page > 0), *[after] * (page < last_page))


def _source(entry: Entry) -> Iterator[Json]:
    name, url = document_name(entry), entry.header.url
    if url is not None and parts.is_linkable(url):
        yield parts.link(url, name)
    else:
        yield parts.words(name, bold=True)
    yield parts.words(f" · {version_words(entry)}")
