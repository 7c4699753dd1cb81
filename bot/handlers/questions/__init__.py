"""bot/handlers/questions"""
