"""What an operator watches: figures, signs of life, and which update a line of the log is about."""
