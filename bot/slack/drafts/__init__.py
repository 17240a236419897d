"""Drafts in Slack: begun, talked about, filled in as a form, looked through and sent."""
