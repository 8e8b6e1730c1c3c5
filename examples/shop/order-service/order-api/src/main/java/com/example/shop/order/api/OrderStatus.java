package com.example.shop.order.api;

/** Where an order stands. CLOSED and PAID are final. */
public enum OrderStatus {
    CREATED,
    PAID,
    CLOSED
}
