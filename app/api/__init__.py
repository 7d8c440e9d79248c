"""The atlas as a service: OGC API - Features, and the data of any view.

Built to 17-069r4 (Part 1), 18-058r1 (Part 2), 19-079r2 (Part 3) and 24-031 (CQL2).
"""
