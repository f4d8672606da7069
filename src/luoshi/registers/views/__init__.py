"""Pages of the registers: thin."""
