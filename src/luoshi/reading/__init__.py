"""Text in, items out."""
