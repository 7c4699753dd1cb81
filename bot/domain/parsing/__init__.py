"""bot/domain/parsing"""
