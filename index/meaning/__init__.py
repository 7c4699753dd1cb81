"""What does a sentence mean, as a vector? Placeholder of the package that makes vectors."""
