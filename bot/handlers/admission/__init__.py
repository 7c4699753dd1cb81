"""bot/handlers/admission"""
