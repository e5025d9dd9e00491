"""Pictures of every page, sheet and dialog."""
