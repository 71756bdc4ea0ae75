"""Seodang, the course's web application. Knows `models` only through `app.lab`."""

__version__ = "0.1.0"
