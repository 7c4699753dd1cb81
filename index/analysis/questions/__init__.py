"""What a question asks for, and what answers it: words of asking, of counting, of giving reasons, in every language."""
