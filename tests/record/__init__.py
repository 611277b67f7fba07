"""What the shipped record answers; nothing here tests code alone."""
