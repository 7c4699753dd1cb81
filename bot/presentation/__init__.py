"""bot/presentation"""
