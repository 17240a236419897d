"""Drafts whose time runs out."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.desk.drafts.expiry import DraftExpiry
from bot.slack.drafts.expiring import tell_of_expiry
from storage.drafts import Drafts
from tests.bot.slack.drafts.conftest import ELSA, FILLED, House, words_of

pytestmark = pytest.mark.anyio


async def test_the_author_is_told_once_before_a_draft_is_gone(house: House) -> None:
    house.begin(ELSA, **FILLED)
    now = datetime.now(UTC)

    async def after(days: float) -> list[str]:
        expiry = DraftExpiry(
            Drafts(house.database), house.lotsen.draft_desk, lambda: now + timedelta(days=days)
        )
        await tell_of_expiry(expiry, house.surface.sender)
        return [words_of(one["blocks"]) for one in house.said(house.direct(ELSA))]

    assert await after(5) == []
    (told,) = await after(6.5)
    assert "sparas till" in told
    assert FILLED["aterkoppling"] in told
    assert len(await after(6.6)) == 1
    assert len(house.drafts(ELSA)) == 1
    assert len(await after(7.1)) == 1
    assert house.drafts(ELSA) == []
