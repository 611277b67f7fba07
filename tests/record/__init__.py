"""What goes with the shipped record: its form, sets of questions, README's examples; its answers `eval` holds."""
