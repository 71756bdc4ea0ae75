"""What learners object to, as instructors see it: by item, with what others answered; replied to, kept or mended."""
