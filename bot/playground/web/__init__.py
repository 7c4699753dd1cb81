"""bot/playground/web"""
