"""Who acts on the command line: a person by their id, in Slack with the workspace before it."""

from bot.desk.drafts.desk import Author


def author_of(user: str) -> Author:
    """Give the person of `--as USER` or `--as TEAM/USER`."""
    team, _, name = user.rpartition("/")
    return Author(team, name)
