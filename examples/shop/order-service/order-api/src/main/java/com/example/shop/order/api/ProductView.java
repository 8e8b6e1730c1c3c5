package com.example.shop.order.api;

/** A product that can be ordered. The price is in cents (分). */
public record ProductView(String sku, String name, long priceCents) {
}
