"""Shapes research facts (YAML, one shape per file) into the records of the knowledge, one step per module."""
