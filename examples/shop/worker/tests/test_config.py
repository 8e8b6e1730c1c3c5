from pathlib import Path

from worker.config import Config


def test_defaults():
    config = Config.from_env({})
    assert config.invoice_dir == Path("/data/invoices")
    assert config.stream == "order-events"


def test_the_redis_address_is_never_printed():
    config = Config.from_env({"REDIS_URL": "redis://:hidden@redis:6379/0"})
    assert "hidden" not in repr(config)
