"""bot/handlers/summaries"""
