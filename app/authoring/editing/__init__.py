"""The web editor: items and lectures as text and as forms, looked at, tried, published, and taken back."""
