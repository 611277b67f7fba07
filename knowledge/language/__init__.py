"""What is true of a language whatever the record: from a text to its recognised stretches."""
