"""Quiet figures that a reader can turn by hand. The room knows neither bank nor database nor models."""
