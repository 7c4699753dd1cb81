"""bot/playground/world"""
