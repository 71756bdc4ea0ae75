"""What a question is and how an answer is judged. Pure: knows neither web nor database nor models."""
