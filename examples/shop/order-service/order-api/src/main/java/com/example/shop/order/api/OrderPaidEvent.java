package com.example.shop.order.api;

import java.time.Instant;

/** Goes to the stream {@value #STREAM} once an order is paid; the invoice worker reads it. */
public record OrderPaidEvent(OrderView order, Instant paidAt) {

    public static final String STREAM = "order-events";
    public static final String TYPE = "order.paid";
}
