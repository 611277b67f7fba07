"""What goes with the shipped record: its form, sets of questions, examples; `eval` holds its answers."""
