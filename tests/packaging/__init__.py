"""What is around the program: commands, locks, the image, the contracts between the rooms."""
