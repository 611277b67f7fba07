"""Keep updates that came by webhook until they are handled, and what replicas remember together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger),
        sa.Column("state", sa.SmallInteger, nullable=False),
        sa.Column("taken_by", sa.Integer),
        sa.Column("received_at", sa.Float(53), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    unfinished = sa.text("state < 2")
    op.create_index(
        "updates_unfinished",
        "updates",
        ["chat_id", "update_id"],
        postgresql_where=unfinished,
        sqlite_where=unfinished,
    )
    op.create_index("updates_received_at", "updates", ["received_at"])
    op.create_table(
        "memories",
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("second", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("third", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("kept_at", sa.Float(53), nullable=False),
        sa.Column("until", sa.Float(53), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_index("memories_user_id", "memories", ["user_id"])
    op.create_index("memories_until", "memories", ["until"])


def downgrade() -> None:
    op.drop_table("memories")
    op.drop_table("updates")
