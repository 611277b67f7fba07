"""Mirror of the three rooms, and the real process end to end."""
