"""A short memory lets go of the oldest."""

from bot.slack.sender.recent import Recent


def test_the_oldest_is_let_go_of_and_what_is_said_again_is_new() -> None:
    recent: Recent[str, int] = Recent(most=2)
    for key, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        recent.put(key, value)
    assert [recent.get(key) for key in "abc"] == [3, None, 4]
    recent.drop("a")
    recent.drop("a")
    assert recent.get("a") is None
