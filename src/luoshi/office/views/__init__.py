"""Pages of the office: who is there."""
