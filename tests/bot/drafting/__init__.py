"""Parts of a record as they are written."""
