"""Messages come once, whole, in order, and can be edited and removed as one."""

import asyncio
from typing import Any

import pytest

from bot.slack.ports import Message, SendFailed
from bot.slack.sender import FaultyPayload, SlackSender
from bot.slack.sender.pace import SteadyClock

Edge = Any
Json = dict[str, Any]

pytestmark = pytest.mark.anyio
BAD = {"type": "header", "text": {"type": "mrkdwn", "text": "Hej"}}


def sections(count: int, word: str = "rad") -> list[Json]:
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"{word} {number}"}}
        for number in range(count)
    ]


def shown(edge: Edge) -> list[str]:
    """The rows of all that the bot has said in the room, as they stand now."""
    return [block["text"]["text"] for one in edge.messages() for block in one.get("blocks", [])]


def texts(edge: Edge) -> list[str]:
    return [one["text"] for one in edge.messages()]


async def asked(edge: Edge) -> str:
    said = await edge.workspace.human_post(edge.user, edge.room, "Hur gör jag?")
    return str(said["ts"])


async def test_a_message_is_posted_in_its_thread_and_neither_unfurls_nor_pings(edge: Edge) -> None:
    root = await asked(edge)
    ts = await edge.sender().post(edge.spot(root), Message("Så här <!here>", sections(2)))
    said = edge.messages()[0]
    assert (said["ts"], said["thread_ts"], said["text"]) == (ts, root, "Så här &lt;!here>")
    assert edge.workspace.found == []


async def test_what_slack_is_asked_never_opens_links_or_names(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[Json] = []
    real = edge.clients.client.api_call

    async def noting(method: str, **words: Any) -> Any:
        asked_for.append(words["json"])
        return await real(method, **words)

    monkeypatch.setattr(
        "slack_sdk.web.async_client.AsyncWebClient.api_call",
        lambda _, method, **words: noting(method, **words),
    )
    await edge.sender().post(edge.spot(), Message("Hej"))
    calm = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
    assert asked_for[0].items() >= calm.items()
    assert asked_for[0]["text"] == "Hej"


async def test_a_long_answer_is_several_messages_of_one_thread(edge: Edge) -> None:
    root = await asked(edge)
    first = await edge.sender().post(edge.spot(root), Message("Svar", sections(120), mark="7"))
    said = edge.messages()
    assert [len(one["blocks"]) for one in said] == [50, 50, 20]
    assert {one["thread_ts"] for one in said} == {root}
    assert said[0]["ts"] == first
    assert await edge.sender().find(edge.spot(root), "7") == first
    assert edge.workspace.found == []


async def test_outside_a_thread_the_rest_of_a_long_answer_hangs_on_the_first(edge: Edge) -> None:
    first = await edge.sender().post(edge.spot(), Message("Svar", sections(60), mark="7"))
    assert [one.get("thread_ts") for one in edge.messages()] == [first, first]
    assert await edge.sender().find(edge.spot(), "7") == first


@pytest.mark.parametrize("has_memory", [True, False])  # False: as after a restart
@pytest.mark.parametrize(("before", "after"), [(120, 60), (60, 120), (120, 3), (3, 120), (3, 4)])
async def test_an_edit_leaves_as_many_messages_as_the_new_words_take(
    edge: Edge, before: int, after: int, has_memory: bool
) -> None:
    root = await asked(edge)
    sender = edge.sender()
    ts = await sender.post(edge.spot(root), Message("Svar", sections(before), mark="7"))
    sender = sender if has_memory else edge.sender()
    words = sections(after, "ny")
    await sender.edit(edge.spot(root), ts, Message("Nytt", words, mark="7"))
    assert shown(edge) == [one["text"]["text"] for one in words]
    await sender.edit(edge.spot(root), ts, Message("Klart", sections(1, "sist"), mark="7"))
    assert shown(edge) == ["sist 0"]
    assert edge.workspace.found == []


async def test_a_part_that_someone_removed_is_posted_again_by_an_edit(edge: Edge) -> None:
    root = await asked(edge)
    sender = edge.sender()
    ts = await sender.post(edge.spot(root), Message("Svar", sections(60), mark="7"))
    await edge.clients.client.chat_delete(channel=edge.room, ts=edge.messages()[1]["ts"])
    await sender.edit(edge.spot(root), ts, Message("Svar", sections(60, "ny"), mark="7"))
    assert len(shown(edge)) == 60


async def test_an_edit_to_text_alone_takes_the_blocks_away(edge: Edge) -> None:
    sender = edge.sender()
    ts = await sender.post(edge.spot(), Message("Svar", sections(2)))
    await sender.edit(edge.spot(), ts, Message("Borttaget"))
    assert (texts(edge), shown(edge)) == (["Borttaget"], [])


async def test_an_edit_of_what_is_gone_says_so(edge: Edge) -> None:
    with pytest.raises(SendFailed, match="message_not_found") as caught:
        await edge.sender().edit(edge.spot(), "1700000000.000100", Message("x"))
    assert not caught.value.is_passing


@pytest.mark.parametrize("has_memory", [True, False])
async def test_a_message_is_removed_with_all_its_parts_and_twice_is_no_fault(
    edge: Edge, has_memory: bool
) -> None:
    root = await asked(edge)
    sender = edge.sender()
    other = await sender.post(edge.spot(root), Message("Ett annat svar", mark="8"))
    ts = await sender.post(edge.spot(root), Message("Svar", sections(120), mark="7"))
    sender = sender if has_memory else edge.sender()
    await sender.delete(edge.spot(root), ts)
    await sender.delete(edge.spot(root), ts)
    assert [one["ts"] for one in edge.messages()] == [other]


async def test_a_message_whose_answer_was_lost_is_not_posted_twice(edge: Edge) -> None:
    root = await asked(edge)
    sender = edge.sender()
    edge.workspace.faults.fail_next(1, "answer_lost", "chat.postMessage")
    message = Message("Svar", sections(1), mark="7")
    with pytest.raises(SendFailed) as caught:
        await sender.post(edge.spot(root), message)
    assert caught.value.is_passing
    ts = await sender.post(edge.spot(root), message)
    assert [one["ts"] for one in edge.messages()] == [ts]


async def test_an_answer_that_broke_off_in_the_middle_is_completed(edge: Edge) -> None:
    root = await asked(edge)
    edge.refuse("chat.postMessage", "internal_error", count=1, passed=1)
    message = Message("Svar", sections(120), mark="7")
    with pytest.raises(SendFailed):
        await edge.sender().post(edge.spot(root), message)
    assert len(shown(edge)) == 50
    sender = edge.sender()  # as after a restart
    found = await sender.find(edge.spot(root), "7")
    assert found is not None
    await sender.edit(edge.spot(root), found, message)
    assert shown(edge) == [one["text"]["text"] for one in message.blocks]


async def test_a_message_that_was_never_taken_is_posted_at_the_next_try(edge: Edge) -> None:
    sender = edge.sender()
    edge.workspace.faults.fail_next(1, "server_error", "chat.postMessage")
    with pytest.raises(SendFailed):
        await sender.post(edge.spot(), Message("Svar", mark="7"))
    await sender.post(edge.spot(), Message("Svar", mark="7"))
    assert texts(edge) == ["Svar"]


async def test_a_limit_that_passes_holds_a_message_up_and_loses_nothing(edge: Edge) -> None:
    edge.workspace.faults.fail_next(1, "rate_limited", "chat.postMessage")
    await edge.sender().post(edge.spot(), Message("Svar"))
    assert texts(edge) == ["Svar"]


async def test_messages_of_a_channel_come_in_order_a_second_apart(edge: Edge) -> None:
    sender = SlackSender(edge.clients, SteadyClock(), is_strict=True)
    start = SteadyClock().now()
    await asyncio.gather(
        *(sender.post(edge.spot(), Message(f"{one}")) for one in range(3)),
        *(sender.post(edge.spot(channel="C0MOT00007"), Message(f"{one}")) for one in range(3)),
    )
    assert 2 <= SteadyClock().now() - start < 4
    assert texts(edge) == ["0", "1", "2"]


async def test_finding_looks_at_our_own_marks_alone(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = await asked(edge)
    await edge.sender().post(edge.spot(root), Message("Svar", mark="7"))
    assert await edge.sender().find(edge.spot(root), "8") is None
    forged = edge.messages()[0]
    monkeypatch.setitem(forged, "user", "U0OTHERBOT")
    assert await edge.sender().find(edge.spot(root), "7") is None


async def test_finding_pages_through_a_long_thread(
    edge: Edge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.sender.marks._MESSAGES_A_PAGE", 2)
    root = await asked(edge)
    sender = edge.sender()
    for number in range(7):
        await sender.post(edge.spot(root), Message("Svar", mark=f"{number}"))
    assert await sender.find(edge.spot(root), "6") == edge.messages()[-1]["ts"]
    monkeypatch.setattr("bot.slack.sender.marks._MOST_PAGES", 2)
    assert await sender.find(edge.spot(root), "6") is None


@pytest.mark.parametrize("error", ["missing_scope", "unknown_method", "thread_not_found"])
async def test_where_the_bot_may_not_look_there_is_nothing_to_find(edge: Edge, error: str) -> None:
    edge.refuse("conversations.replies", error)
    assert await edge.sender().find(edge.spot("1700000000.000100"), "7") is None


async def test_finding_says_when_slack_is_out_of_order(edge: Edge) -> None:
    edge.refuse("conversations.history", "internal_error")
    with pytest.raises(SendFailed) as caught:
        await edge.sender().find(edge.spot(), "7")
    assert caught.value.is_passing


async def test_a_faulty_payload_is_a_fault_in_a_test(edge: Edge) -> None:
    with pytest.raises(FaultyPayload, match=r"not_allowed_here|wrong_type|not_allowed") as caught:
        await edge.sender().post(edge.spot(), Message("Hemligt", [BAD]))
    assert "Hemligt" not in str(caught.value)
    assert edge.messages() == []


async def test_a_faulty_payload_is_sent_as_its_text_alone(
    edge: Edge, caplog: pytest.LogCaptureFixture
) -> None:
    long = "Hemligt ord. " * 400
    ts = await edge.sender(is_strict=False).post(edge.spot(), Message(long, [BAD], mark="7"))
    assert " ".join(" ".join(texts(edge)).split()) == long.strip()
    assert await edge.sender().find(edge.spot(), "7") == ts
    assert "Hemligt" not in caplog.text
    assert [one.getMessage().split(" ")[0:2] for one in caplog.records] == [["payload", "faulty"]]
    assert edge.workspace.found == []


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long", "invalid_arguments"])
async def test_what_slack_refuses_all_the_same_is_sent_more_plainly(edge: Edge, error: str) -> None:
    edge.refuse("chat.postMessage", error, count=1)
    await edge.sender().post(edge.spot(), Message("Svar", sections(1)))
    assert (texts(edge), shown(edge)) == (["Svar"], [])


async def test_newer_blocks_are_left_out_before_all_blocks_are(edge: Edge) -> None:
    button = {"type": "icon_button", "icon": "trash", "action_id": "a"}
    newer = {
        "type": "context_actions",
        "elements": [button | {"text": {"type": "plain_text", "text": "Ta bort"}}],
    }
    edge.refuse("chat.postMessage", "invalid_blocks", count=1)
    await edge.sender().post(edge.spot(), Message("Svar", [*sections(1), newer]))
    assert shown(edge) == ["rad 0"]


async def test_a_refusal_that_stays_is_told(edge: Edge) -> None:
    edge.refuse("chat.update", "invalid_blocks")
    ts = await edge.sender().post(edge.spot(), Message("Svar"))
    with pytest.raises(SendFailed, match="invalid_blocks"):
        await edge.sender().edit(edge.spot(), ts, Message("Nytt", sections(1)))


async def test_one_person_is_shown_a_message_that_no_one_else_sees(edge: Edge) -> None:
    root = await asked(edge)
    await edge.sender().post_to_one(edge.spot(root), edge.user, Message("Bara du", mark="7"))
    whisper = edge.workspace.whispers(edge.user)[0]
    assert (whisper["text"], whisper["thread_ts"]) == ("Bara du", root)
    assert edge.messages() == []
    assert edge.workspace.found == []


async def test_one_who_is_not_in_the_channel_cannot_be_shown_anything(edge: Edge) -> None:
    with pytest.raises(SendFailed, match="user_not_in_channel") as caught:
        await edge.sender().post_to_one(edge.spot(channel="C0HTJ00003"), "U0X", Message("x"))
    assert not caught.value.is_passing


async def test_the_direct_channel_is_asked_for_once(edge: Edge) -> None:
    edge.watch()
    sender = edge.sender()
    channel = edge.workspace.direct(edge.user).id
    assert await sender.direct_channel(edge.team, edge.user) == channel
    assert await sender.direct_channel(edge.team, edge.user) == channel
    assert edge.called == ["conversations.open"]


async def test_one_who_has_left_has_no_direct_channel(edge: Edge) -> None:
    edge.workspace.people[edge.user].is_deactivated = True
    with pytest.raises(SendFailed, match="user_disabled") as caught:
        await edge.sender().direct_channel(edge.team, edge.user)
    assert not caught.value.is_passing


async def test_a_message_has_an_address_as_long_as_it_is_there(edge: Edge) -> None:
    sender = edge.sender()
    ts = await sender.post(edge.spot(), Message("Svar"))
    assert ts in (await sender.permalink(edge.spot(), ts) or "")
    assert await sender.permalink(edge.spot(), "1700000000.000100") is None
