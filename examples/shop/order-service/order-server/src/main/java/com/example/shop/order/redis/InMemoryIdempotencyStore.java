package com.example.shop.order.redis;

import com.example.shop.order.domain.IdempotencyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Good for one instance that may forget everything: a developer's machine. */
class InMemoryIdempotencyStore implements IdempotencyStore {

    private final Map<String, String> orderByKey = new ConcurrentHashMap<>();

    @Override
    public Optional<String> claim(String key, String orderId) {
        return Optional.ofNullable(orderByKey.putIfAbsent(key, orderId));
    }

    @Override
    public void release(String key) {
        orderByKey.remove(key);
    }
}
