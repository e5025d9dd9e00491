"""What leaves the vault because a person asked for it, as plain text and bytes."""
