"""bot/services/access"""
