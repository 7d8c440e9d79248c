"""Layers: named feature collections, compiled from records, that a reader asks for."""
