import json
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest
import redis

from worker.config import Config
from worker.consumer import Consumer

CONFIG = Config("redis://unused", "order-events", "invoices", "test", Path("unused"))
PAID = ("1-0", {"type": "order.paid", "payload": json.dumps({"order": {"id": "o-1"}})})


@pytest.fixture
def client() -> Mock:
    client = Mock(spec=redis.Redis)
    client.xautoclaim.return_value = ["0-0", [], []]
    return client


def run_once(client: Mock, handle: Mock, *messages: tuple) -> None:
    """Runs the consumer until it has read the messages once."""
    stop = threading.Event()

    def read(*_args, **_kwargs):
        if client.xreadgroup.call_count > 1:
            stop.set()
            return []
        return [["order-events", list(messages)]]

    client.xreadgroup.side_effect = read
    Consumer(client, CONFIG, handle).run(stop)


def test_a_paid_order_is_handled_and_acknowledged(client):
    handle = Mock()
    run_once(client, handle, PAID)

    handle.assert_called_once_with({"order": {"id": "o-1"}})
    client.xack.assert_called_once_with("order-events", "invoices", "1-0")


@pytest.mark.parametrize(
    "fields",
    [{"type": "order.closed"}, {"type": "order.paid"}, {"type": "order.paid", "payload": "{"}],
)
def test_what_cannot_be_handled_is_acknowledged_all_the_same(client, fields):
    handle = Mock()
    run_once(client, handle, ("1-0", fields))

    handle.assert_not_called()
    client.xack.assert_called_once()


def test_a_full_disk_leaves_the_event_in_the_queue(client):
    run_once(client, Mock(side_effect=OSError("no space left")), PAID)
    client.xack.assert_not_called()


def test_an_abandoned_event_is_taken_over_first(client):
    client.xautoclaim.side_effect = [["0-0", [PAID], []], ["0-0", [], []], ["0-0", [], []]]
    handle = Mock()
    run_once(client, handle)
    handle.assert_called_once()


def test_stops_after_the_event_in_hand(client):
    stop = threading.Event()
    client.xreadgroup.return_value = [["order-events", [PAID, ("2-0", PAID[1])]]]
    handle = Mock(side_effect=lambda _: stop.set())
    Consumer(client, CONFIG, handle).run(stop)

    handle.assert_called_once()
    client.xack.assert_called_once_with("order-events", "invoices", "1-0")


def test_an_existing_group_is_no_error(client):
    client.xgroup_create.side_effect = redis.ResponseError("BUSYGROUP Consumer Group name already exists")
    handle = Mock()
    run_once(client, handle, PAID)
    handle.assert_called_once()
