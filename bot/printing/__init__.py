"""How things look on a terminal: answers, evidence, problems and figures as plain text."""
