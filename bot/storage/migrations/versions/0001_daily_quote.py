"""Lay the tables of the daily quote."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("thread_id", sa.BigInteger),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("at_minute", sa.Integer, nullable=False),
        sa.Column("weekdays", sa.Integer, nullable=False),
        sa.Column("speaker", sa.String(64)),
        sa.Column("theme", sa.String(64)),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(16)),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("next_due_at", sa.BigInteger),
        sa.Column("next_due_date", sa.String(10)),
        sa.Column("last_date", sa.String(10)),
        sa.Column("last_delivered_at", sa.BigInteger),
        sa.Column("skipped_date", sa.String(10)),
        sa.Column("skipped_reason", sa.String(20)),
        sa.Column("cycle", sa.Integer, nullable=False),
        sa.Column("delivered", sa.Text, nullable=False),
        sa.Column("last_entry", sa.String(64)),
    )
    op.create_index("subscriptions_next_due_at", "subscriptions", ["next_due_at"])
    op.create_index("subscriptions_chat_id", "subscriptions", ["chat_id"])
    op.create_index("subscriptions_user_id", "subscriptions", ["user_id"])
    op.create_table(
        "deliveries",
        sa.Column("subscription_id", sa.String(32), primary_key=True),
        sa.Column("local_date", sa.String(10), primary_key=True),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("entry_id", sa.String(64)),
        sa.Column("cycle", sa.Integer),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("handovers", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("changed_at", sa.Float(53), nullable=False),
    )
    op.create_index("deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_table(
        "paces",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("next_at", sa.Float(53), nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for name in ("notes", "paces", "deliveries", "subscriptions"):
        op.drop_table(name)
