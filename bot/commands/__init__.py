"""The subcommands of `lotsen`, one file each."""
