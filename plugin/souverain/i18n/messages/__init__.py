"""All messages, one module for each area."""
