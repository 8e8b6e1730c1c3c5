"""Reads the stream of order events, at least once each."""

import json
import logging
import threading
from collections.abc import Callable

import redis

from worker.config import Config

log = logging.getLogger(__name__)

BLOCK_MS = 1000
BATCH = 10
RETRY_SECONDS = 2
# An event that a worker took and did not finish within this time goes to another one.
TAKE_OVER_MS = 60_000


class Consumer:
    def __init__(self, client: redis.Redis, config: Config, handle: Callable[[dict], object]) -> None:
        self.client = client
        self.config = config
        self.handle = handle

    def run(self, stop: threading.Event) -> None:
        """Handles events until told to stop; the one in hand is finished first."""
        ready = False
        while not stop.is_set():
            try:
                if not ready:
                    self.create_group()
                    ready = True
                for message_id, fields in self.abandoned() or self.new():
                    self.process(message_id, fields)
                    if stop.is_set():
                        break
            except redis.RedisError as error:
                log.warning("redis: %s; trying again in %d s", error, RETRY_SECONDS)
                ready = False
                stop.wait(RETRY_SECONDS)

    def create_group(self) -> None:
        try:
            self.client.xgroup_create(self.config.stream, self.config.group, id="0", mkstream=True)
        except redis.ResponseError as error:
            if not str(error).startswith("BUSYGROUP"):
                raise

    def abandoned(self) -> list:
        _, messages, *_ = self.client.xautoclaim(
            self.config.stream, self.config.group, self.config.consumer, TAKE_OVER_MS, count=BATCH
        )
        return messages

    def new(self) -> list:
        streams = self.client.xreadgroup(
            self.config.group, self.config.consumer, {self.config.stream: ">"}, count=BATCH, block=BLOCK_MS
        )
        return [message for _, messages in streams or [] for message in messages]

    def process(self, message_id: str, fields: dict) -> None:
        try:
            if fields.get("type") == "order.paid":
                self.handle(json.loads(fields["payload"]))
        except (ValueError, KeyError, TypeError):
            # It will never become readable: leave it in the log, not in the queue.
            log.exception("event %s cannot be read and is skipped", message_id)
        except OSError:
            # Disk full or storage away: not acknowledged, so it comes again.
            log.exception("event %s is not done and will be tried again", message_id)
            return
        self.client.xack(self.config.stream, self.config.group, message_id)
