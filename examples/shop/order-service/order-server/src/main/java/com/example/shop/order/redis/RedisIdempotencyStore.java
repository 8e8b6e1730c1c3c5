package com.example.shop.order.redis;

import com.example.shop.order.domain.IdempotencyStore;
import java.time.Duration;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisIdempotencyStore implements IdempotencyStore {

    private static final String PREFIX = "order:idempotency:";
    private static final Duration TTL = Duration.ofHours(24);

    private final StringRedisTemplate redis;

    RedisIdempotencyStore(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Optional<String> claim(String key, String orderId) {
        boolean claimed = Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(PREFIX + key, orderId, TTL));
        return claimed ? Optional.empty() : Optional.ofNullable(redis.opsForValue().get(PREFIX + key));
    }

    @Override
    public void release(String key) {
        redis.delete(PREFIX + key);
    }
}
