"""Pages of the board: thin; reads are in `queries`, writes in `actions`."""
