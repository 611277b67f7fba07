"""The way in: updates fetched, read one by one, handled in order, and confirmed once they are."""
