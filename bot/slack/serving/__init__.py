"""The ways between Slack and Lotsen: clients, sockets, signed HTTP, installing, start and stop."""
