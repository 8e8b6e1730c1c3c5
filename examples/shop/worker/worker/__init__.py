"""Writes an invoice for every order that was paid."""
