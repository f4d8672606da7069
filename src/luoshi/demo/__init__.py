"""A year of an invented district, told through the board's own actions: what `make demo` shows."""
