import logging
import signal
import threading

import redis

from worker.config import Config
from worker.consumer import Consumer
from worker.invoice import InvoiceDirectory

log = logging.getLogger("worker")


def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stop = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: stop.set())

    config = Config.from_env()
    invoices = InvoiceDirectory(config.invoice_dir)
    client = redis.Redis.from_url(config.redis_url, decode_responses=True)

    def write(event: dict) -> None:
        log.info("wrote %s", invoices.write(event))

    log.info("worker starts: %s", config)
    Consumer(client, config, write).run(stop)
    client.close()
    log.info("worker stopped")


if __name__ == "__main__":
    main()
