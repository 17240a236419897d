"""What the bot does, without Slack: one message in, one reply out."""
