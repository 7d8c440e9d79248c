"""Pictures of a view, made on the server without a browser: SVG, and PNG through resvg.

The same projection, colours, classes and patterns as the page's map, from the same
files, so that a picture in an article and the map it links to say the same thing.
"""
