"""Messages: written, changed, removed, threaded, listed, and shown to one person only."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace import PracticeError, Workspace

Bot = Any  # the conftest's SmallBot; a folder of tests is no package to import from
Until = Callable[[Callable[[], object]], Awaitable[None]]

pytestmark = pytest.mark.anyio
ELSA = "U0ELSA001"
AMIR = "U0AMIR002"
ROOM = "C0ALLA0001"
PRIVATE = "C0HTJ00003"


def texts(messages: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in messages]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("@Lotsen hej", "<@U0LOTSEN1> hej"),
        ("@lotsen, hej", "<@U0LOTSEN1>, hej"),
        ("fråga @Elsa Lind eller @amir", "fråga <@U0ELSA001> eller <@U0AMIR002>"),
        ("<@U0LOTSEN1> hej", "<@U0LOTSEN1> hej"),
        ("<!channel> hej", "&lt;!channel&gt; hej"),
        ("a@lotsen.se", "a@lotsen.se"),
        ("se https://exempel.se/a?b=1&c=2", "se <https://exempel.se/a?b=1&amp;c=2>"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
async def test_typed_text_is_kept_as_slack_keeps_it(
    workspace: Workspace, typed: str, kept: str
) -> None:
    assert (await workspace.human_post(ELSA, ROOM, typed))["text"] == kept


async def test_an_edited_message_is_told_with_what_it_was(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    await bot.connect()
    said = await workspace.human_post(ELSA, ROOM, "Vad är en vårbegäran?")
    await workspace.human_edit(ELSA, ROOM, said["ts"], "Vad är en vårdbegäran?")
    await until(lambda: len(bot.received) == 2)
    changed = next(one for one in bot.events("message") if one.get("subtype"))
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["text"] == "Vad är en vårdbegäran?"
    assert changed["previous_message"]["text"] == "Vad är en vårbegäran?"
    assert changed["message"]["edited"]["user"] == ELSA


async def test_a_removed_message_is_told_and_gone(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    await bot.connect()
    said = await workspace.human_post(ELSA, ROOM, "Ojdå")
    await workspace.human_delete(ELSA, ROOM, said["ts"])
    await until(lambda: len(bot.received) == 2)
    removed = next(one for one in bot.events("message") if one.get("subtype"))
    assert (removed["subtype"], removed["deleted_ts"]) == ("message_deleted", said["ts"])
    assert workspace.channels[ROOM].messages == {}


async def test_a_removed_message_with_replies_leaves_a_tombstone(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    said = await workspace.human_post(ELSA, ROOM, "Fråga")
    await workspace.human_post(AMIR, ROOM, "Svar", said["ts"])
    await bot.connect()
    await workspace.human_delete(ELSA, ROOM, said["ts"])
    await until(lambda: [one for one in bot.events("message") if "subtype" in one])
    changed = next(one for one in bot.events("message") if "subtype" in one)
    assert changed["message"]["subtype"] == "tombstone"
    assert len(workspace.channels[ROOM].thread(said["ts"])) == 2


async def test_nobody_changes_another_persons_words(workspace: Workspace) -> None:
    said = await workspace.human_post(ELSA, ROOM, "Mitt")
    with pytest.raises(PracticeError, match="själv har skrivit"):
        await workspace.human_edit(AMIR, ROOM, said["ts"], "Ditt")
    with pytest.raises(PracticeError, match="inte med i kanalen"):
        await workspace.human_post(AMIR, PRIVATE, "Hej")
    with pytest.raises(PracticeError, match="Skriv något"):
        await workspace.human_post(ELSA, ROOM, "  ")


async def test_a_person_whose_account_is_closed_does_nothing(workspace: Workspace) -> None:
    workspace.people[ELSA].is_deactivated = True
    with pytest.raises(PracticeError, match="avstängt"):
        await workspace.human_post(ELSA, ROOM, "Hej")


async def test_a_reply_is_counted_on_the_first_message(workspace: Workspace, bot: Bot) -> None:
    said = await workspace.human_post(ELSA, ROOM, "Fråga")
    reply = await bot.client.chat_postMessage(channel=ROOM, text="Svar", thread_ts=said["ts"])
    await workspace.human_post(AMIR, ROOM, "Tack", reply["ts"])
    parent = workspace.channels[ROOM].messages[said["ts"]]
    assert (parent["reply_count"], parent["reply_users"]) == (2, ["U0LOTSEN1", AMIR])
    replies = await bot.client.conversations_replies(channel=ROOM, ts=said["ts"])
    assert texts(replies["messages"]) == ["Fråga", "Svar", "Tack"]


async def test_history_comes_newest_first_in_pages_without_replies(
    workspace: Workspace, bot: Bot
) -> None:
    first = await workspace.human_post(ELSA, ROOM, "1")
    await workspace.human_post(ELSA, ROOM, "i tråden", first["ts"])
    await bot.client.chat_postMessage(
        channel=ROOM, text="till alla", thread_ts=first["ts"], reply_broadcast=True
    )
    await workspace.human_post(ELSA, ROOM, "2")
    page = await bot.client.conversations_history(channel=ROOM, limit=2)
    assert texts(page["messages"]) == ["2", "till alla"]
    cursor = page["response_metadata"]["next_cursor"]
    rest = await bot.client.conversations_history(channel=ROOM, limit=2, cursor=cursor)
    assert texts(rest["messages"]) == ["1"]
    assert rest["has_more"] is False
    one = await bot.client.conversations_history(
        channel=ROOM, latest=first["ts"], inclusive=True, limit=1
    )
    assert texts(one["messages"]) == ["1"]


async def test_the_bot_changes_and_removes_only_its_own_words(
    workspace: Workspace, bot: Bot
) -> None:
    theirs = await workspace.human_post(ELSA, ROOM, "Mitt")
    mine = await bot.client.chat_postMessage(
        channel=ROOM, text="Söker", blocks=[{"type": "divider"}]
    )
    await bot.client.chat_update(channel=ROOM, ts=mine["ts"], text="Svar")
    kept = workspace.channels[ROOM].messages[mine["ts"]]
    assert (kept["text"], len(kept["blocks"])) == ("Svar", 1)
    for work in (
        bot.client.chat_update(channel=ROOM, ts=theirs["ts"], text="x"),
        bot.client.chat_delete(channel=ROOM, ts=theirs["ts"]),
    ):
        with pytest.raises(SlackApiError, match="cant_"):
            await work
    await bot.client.chat_delete(channel=ROOM, ts=mine["ts"])
    assert list(workspace.channels[ROOM].messages) == [theirs["ts"]]


async def test_what_is_shown_to_one_person_is_in_no_history(workspace: Workspace, bot: Bot) -> None:
    await bot.client.chat_postEphemeral(channel=ROOM, user=ELSA, text="Bara du")
    assert texts(workspace.whispers(ELSA)) == ["Bara du"]
    assert workspace.whispers(AMIR) == []
    assert (await bot.client.conversations_history(channel=ROOM))["messages"] == []
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await bot.client.chat_postEphemeral(channel=PRIVATE, user=AMIR, text="x")


async def test_a_message_to_a_person_lands_in_their_direct_messages(
    workspace: Workspace, bot: Bot
) -> None:
    opened = await bot.client.conversations_open(users=ELSA)
    posted = await bot.client.chat_postMessage(channel=ELSA, text="Hej")
    assert opened["channel"]["id"] == posted["channel"] == workspace.direct(ELSA).id


async def test_people_channels_and_members_are_listed(bot: Bot) -> None:
    people = (await bot.client.users_list())["members"]
    assert len(people) == 8
    assert len({one["profile"].get("title") for one in people}) == 8
    elsa = (await bot.client.users_info(user=ELSA))["user"]
    assert elsa["real_name"] == "Elsa Lind"
    rooms = await bot.client.conversations_list(types="public_channel,private_channel", limit=5)
    assert len(rooms["channels"]) == 5
    assert rooms["response_metadata"]["next_cursor"]
    info = (await bot.client.conversations_info(channel="C0EXT00010"))["channel"]
    assert info["is_ext_shared"]
    members = (await bot.client.conversations_members(channel=PRIVATE))["members"]
    assert members == [ELSA, "U0MAJA006", "U0LOTSEN1"]


async def test_a_bot_taken_out_of_a_channel_is_told_and_cannot_write(
    workspace: Workspace, bot: Bot, until: Until
) -> None:
    await bot.connect()
    await workspace.human_remove(ROOM, "U0LOTSEN1")
    await until(lambda: bot.events("member_left_channel"))
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await bot.client.chat_postMessage(channel=ROOM, text="Hej")
    await workspace.human_invite(ROOM, "U0LOTSEN1")
    assert (await bot.client.chat_postMessage(channel=ROOM, text="Hej"))["ok"]


async def test_reactions_come_and_go(workspace: Workspace, bot: Bot) -> None:
    said = await workspace.human_post(ELSA, ROOM, "Hej")
    place = {"channel": ROOM, "timestamp": said["ts"], "name": "eyes"}
    await bot.client.reactions_add(**place)
    assert workspace.channels[ROOM].messages[said["ts"]]["reactions"][0]["name"] == "eyes"
    with pytest.raises(SlackApiError, match="already_reacted"):
        await bot.client.reactions_add(**place)
    await bot.client.reactions_remove(**place)
    with pytest.raises(SlackApiError, match="no_reaction"):
        await bot.client.reactions_remove(**place)


async def test_a_permalink_opens_the_page_at_the_message(workspace: Workspace, bot: Bot) -> None:
    said = await workspace.human_post(ELSA, ROOM, "Hej")
    link = await bot.client.chat_getPermalink(channel=ROOM, message_ts=said["ts"])
    assert link["permalink"] == f"{workspace.url}/?kanal={ROOM}&ts={said['ts']}"
