"""How well the golden questions are answered, and what moves when the record is edited."""
