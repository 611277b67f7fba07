"""Keep questions that were not answered, hidden until three people have asked alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "missed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("asker", sa.String(64)),
        sa.Column("month", sa.String(7)),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("is_refused", sa.SmallInteger, nullable=False, server_default="0"),
        sa.Column("asked_on", sa.String(10), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("missed")
