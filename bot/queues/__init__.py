"""bot/queues"""
