"""bot/handlers/articles"""
