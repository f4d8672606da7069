"""Places: coordinates, streets, areas and their drawing, for the map, the registers and the planners.

Pure. Nothing is imported here: NumPy, shapely, pyproj and osmium take up to a second to load, so callers
import the module they need, where they need it.
"""
