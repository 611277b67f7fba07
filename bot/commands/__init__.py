"""What an operator types: one subcommand a file, each a plain function that returns an exit code."""
