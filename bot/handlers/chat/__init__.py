"""bot/handlers/chat"""
