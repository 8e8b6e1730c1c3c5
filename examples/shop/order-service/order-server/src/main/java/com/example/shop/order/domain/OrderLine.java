package com.example.shop.order.domain;

import com.example.shop.order.api.OrderView;
import jakarta.persistence.Embeddable;

/** One line of an order. Name and price are copied, so a later price change leaves the order as it was. */
@Embeddable
public class OrderLine {

    private String sku;
    private String name;
    private long priceCents;
    private int quantity;

    protected OrderLine() {
        // for JPA
    }

    OrderLine(String sku, String name, long priceCents, int quantity) {
        this.sku = sku;
        this.name = name;
        this.priceCents = priceCents;
        this.quantity = quantity;
    }

    long amountCents() {
        return Math.multiplyExact(priceCents, quantity);
    }

    OrderView.Line toView() {
        return new OrderView.Line(sku, name, priceCents, quantity);
    }
}
