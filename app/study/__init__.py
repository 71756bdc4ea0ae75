"""What learners do: attempts, answers, grades; the only rows that are appended and never changed."""
