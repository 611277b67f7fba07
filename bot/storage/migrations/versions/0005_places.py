"""Keep the place as it was typed beside its zone, and whether the quote comes without a sound."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("place", sa.String(64)))
    op.add_column("subscriptions", sa.Column("is_silent", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    for name in ("is_silent", "place"):
        op.drop_column("subscriptions", name)
