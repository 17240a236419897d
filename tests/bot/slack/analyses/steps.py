"""What people do with an analysis in Slack, step by step."""

from tests.bot.desk.analyses.working import LESSON, OWN
from tests.bot.slack.inbox.house import House
from tests.bot.slack.inbox.test_deviations import reported

ELSA, MAJA, SARA, JONAS = "U0ELSA001", "U0MAJA006", "U0SARA005", "U0JONA004"
CHANNEL = "C0ALLA0001"


async def begun(house: House, user: str = ELSA) -> str:
    """Begin an analysis from an opened deviation, as a person does, and give its id."""
    message = reported(house)
    await house.open(user, message)
    await house.press(user, "open_analysis_start")
    assert await house.submit(user) == {}
    analysis = house.lotsen.analysis_parts.analyses.about(house.team, message)
    assert analysis is not None
    return analysis.id


async def opened(house: House, user: str, analysis_id: str) -> None:
    """Open an analysis from a button as that of the Home tab."""
    channel = "C0REH00006" if user == JONAS else "C0VC000005" if user == SARA else "C0HTJ00003"
    ts = await house.notice("open_analysis", analysis_id, channel)
    await house.press_in(user, channel, ts, "open_analysis")


async def written(house: House, user: str, part: str, **texts: str) -> dict[str, str]:
    """Write a part in the modal of an analysis that is open."""
    await house.press(user, f"open_analysis_part_{part}")
    filled = {f"analysis_text_{name}": text for name, text in texts.items()}
    return await house.submit(user, **filled)


async def finished(house: House) -> str:
    """Give an analysis that has been written and ended, open in the modal of its last writer."""
    analysis = await begun(house)
    assert await written(house, ELSA, "own", **OWN) == {}
    await opened(house, SARA, analysis)
    assert await written(house, SARA, "together", **LESSON) == {}
    await house.press(SARA, "analysis_finish")
    return analysis


async def published(house: House) -> str:
    """Give an analysis whose lesson is published, and open."""
    analysis = await finished(house)
    await house.press(SARA, "open_analysis_lesson")
    await house.press(SARA, "lesson_publish")
    return analysis
