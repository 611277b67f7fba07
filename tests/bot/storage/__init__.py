"""Subscriptions and deliveries in real databases."""
