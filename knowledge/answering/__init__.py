"""From a question to its answer: what is asked, what the record holds of it, and what may be said."""
