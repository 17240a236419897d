"""The Slack surface: listeners, views as pure functions, and the one sender."""
