"""Keep until when Telegram has told a chat, or all of them, to wait."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("held_from", "held_until"):
        op.add_column("paces", sa.Column(name, sa.Float(53), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in ("held_until", "held_from"):
        op.drop_column("paces", name)
