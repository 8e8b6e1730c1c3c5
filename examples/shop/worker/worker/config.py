"""The worker's configuration, from the environment."""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Config:
    redis_url: str = field(repr=False)  # may hold a password
    stream: str
    group: str
    consumer: str
    invoice_dir: Path

    @classmethod
    def from_env(cls, env: Mapping[str, str] = os.environ) -> "Config":
        return cls(
            redis_url=env.get("REDIS_URL", "redis://localhost:6379/0"),
            stream=env.get("ORDER_STREAM", "order-events"),
            group=env.get("CONSUMER_GROUP", "invoices"),
            consumer=env.get("CONSUMER_NAME", socket.gethostname()),
            invoice_dir=Path(env.get("INVOICE_DIR", "/data/invoices")),
        )
