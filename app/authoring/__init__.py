"""What instructors do: the content written and corrected, answers judged anew, marks, statistics, exchange."""
