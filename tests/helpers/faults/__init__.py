"""Killing, failing and cutting the power of real writers, thousands of times in a few minutes."""
