"""Invoices: how they look, and where they are kept."""

import os
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
ORDER_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


def render(event: dict) -> str:
    """The text of the invoice for one order.paid event."""
    order = event["order"]
    paid_at = datetime.fromisoformat(event["paidAt"]).astimezone(SHANGHAI)
    lines = [
        f"发票 INVOICE  {order['id']}",
        f"支付时间 Paid at  {paid_at:%Y-%m-%d %H:%M:%S}",
        "",
    ]
    for line in order["lines"]:
        amount = yuan(line["priceCents"] * line["quantity"])
        lines.append(f"{line['name']}  × {line['quantity']}  {amount}")
    lines += ["", f"合计 Total  {yuan(order['totalCents'])}", ""]
    return "\n".join(lines)


def yuan(cents: int) -> str:
    return f"¥{cents // 100}.{cents % 100:02d}"


class InvoiceDirectory:
    """A directory with one file per order. Writing the same invoice again changes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def write(self, event: dict) -> Path:
        order_id = event["order"]["id"]
        if not ORDER_ID.fullmatch(order_id):
            raise ValueError(f"not an order id: {order_id!r}")
        path = self.root / f"{order_id}.txt"
        unfinished = path.with_suffix(".tmp")
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(render(event))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        return path
