"""The edge: Slack, the command line, and the joining of parts."""
