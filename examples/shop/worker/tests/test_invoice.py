from pathlib import Path

import pytest

from worker.invoice import InvoiceDirectory, render, yuan

EVENT = {
    "order": {
        "id": "o-1",
        "totalCents": 25600,
        "lines": [{"sku": "CUP", "name": "龙泉青瓷茶杯", "priceCents": 12800, "quantity": 2}],
    },
    "paidAt": "2025-06-01T16:30:00.123456Z",
}


def test_render_shows_lines_total_and_shanghai_time():
    assert render(EVENT).splitlines() == [
        "发票 INVOICE  o-1",
        "支付时间 Paid at  2025-06-02 00:30:00",
        "",
        "龙泉青瓷茶杯  × 2  ¥256.00",
        "",
        "合计 Total  ¥256.00",
    ]


@pytest.mark.parametrize(("cents", "text"), [(0, "¥0.00"), (5, "¥0.05"), (12_345, "¥123.45")])
def test_yuan(cents, text):
    assert yuan(cents) == text


def test_writing_twice_leaves_one_file(tmp_path: Path):
    invoices = InvoiceDirectory(tmp_path / "invoices")
    first = invoices.write(EVENT)
    second = invoices.write(EVENT)

    assert first == second
    assert [path.name for path in invoices.root.iterdir()] == ["o-1.txt"]


@pytest.mark.parametrize("order_id", ["", "../o-1", "a/b", "x" * 65])
def test_an_order_id_cannot_leave_the_directory(tmp_path: Path, order_id: str):
    event = EVENT | {"order": EVENT["order"] | {"id": order_id}}
    with pytest.raises(ValueError, match="not an order id"):
        InvoiceDirectory(tmp_path).write(event)
