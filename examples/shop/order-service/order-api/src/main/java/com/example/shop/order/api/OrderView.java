package com.example.shop.order.api;

import java.time.Instant;
import java.util.List;

/** An order as callers see it. Amounts are in cents (分). */
public record OrderView(String id, OrderStatus status, long totalCents, Instant createdAt, List<Line> lines) {

    public record Line(String sku, String name, long priceCents, int quantity) {
    }
}
