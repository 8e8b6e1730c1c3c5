package com.example.shop.order.domain;

import java.util.Optional;

/** Remembers which order an idempotency key led to, so that a retried request does not order twice. */
public interface IdempotencyStore {

    /** Binds the key to the order unless it is bound already; returns the order that holds it in that case. */
    Optional<String> claim(String key, String orderId);

    /** Frees a key whose order was not stored after all. */
    void release(String key);
}
