"""bot/transport"""
