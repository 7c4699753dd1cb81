"""What safe fetching is made of: which addresses and links are refused, and how a body is read within bounds."""
