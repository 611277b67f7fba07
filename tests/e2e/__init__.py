"""The real process against a Bot API server on loopback."""
