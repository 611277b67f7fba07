"""Commands in plain words."""
