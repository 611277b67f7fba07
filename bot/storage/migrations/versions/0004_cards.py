"""Lay the table of what Telegram knows the cards by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("entry_id", sa.String(64), primary_key=True),
        sa.Column("theme", sa.String(8), primary_key=True),
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("record_version", sa.String(64), nullable=False),
        sa.Column("design", sa.Integer, nullable=False),
        sa.Column("file_id", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("cards")
