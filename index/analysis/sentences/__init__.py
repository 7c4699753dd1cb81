"""Where paragraphs and sentences stand."""
