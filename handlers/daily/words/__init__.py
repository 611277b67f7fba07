"""How people say when and where: the words of each language, and what they mean."""
