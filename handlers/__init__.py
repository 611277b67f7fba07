"""The conversation: one module for each thing a person does in Telegram."""
