"""What must outlive the process: subscriptions and deliveries, in SQLite or PostgreSQL."""
