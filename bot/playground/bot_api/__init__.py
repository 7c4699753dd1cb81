"""bot/playground/bot_api"""
