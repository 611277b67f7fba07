"""Commands in plain words: "list all topics" does what /topics does."""
