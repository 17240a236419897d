"""Whatever JSON is handed in, the checker answers, and its pointers lead somewhere."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks import Problem, check_message, check_stream, check_view

NAMES = st.sampled_from(
    "type text blocks elements element accessory options option_groups initial_option fields "
    "label title submit confirm action_id block_id rows style value chunks focus_on_load".split()
)
WORDS = st.sampled_from(
    "modal home section actions input table rich_text button static_select plain_text_input "
    "checkboxes markdown plain_text mrkdwn context_actions feedback_buttons blocks x".split()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
PAYLOADS = st.dictionaries(NAMES, JSON, max_size=6)


def leads_somewhere(payload: object, problem: Problem) -> bool:
    """A pointer names a place in the payload, or the one thing that should stand there."""
    for step in problem.pointer.split("/")[1:]:
        if isinstance(payload, list):
            payload = payload[int(step)]
        elif isinstance(payload, dict):
            payload = payload.get(step)
        else:
            return False
    return True


@settings(max_examples=300, deadline=None)
@given(PAYLOADS)
def test_any_json_is_answered(payload: dict[str, Any]) -> None:
    problems = check_message(payload) + check_stream(payload) + check_view(payload)
    assert all(leads_somewhere(payload, problem) for problem in problems)
