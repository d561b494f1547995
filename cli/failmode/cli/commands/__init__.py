"""The subcommands of `failmode`, one module each."""
