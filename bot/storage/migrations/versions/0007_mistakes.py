"""Keep what readers report as wrong, without who they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mistakes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("reported_on", sa.String(10), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("mistakes")
