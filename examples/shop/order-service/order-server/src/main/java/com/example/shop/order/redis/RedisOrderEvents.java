package com.example.shop.order.redis;

import com.example.shop.order.api.OrderPaidEvent;
import com.example.shop.order.domain.OrderEvents;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisOrderEvents implements OrderEvents {

    private final StringRedisTemplate redis;
    private final ObjectMapper json;

    RedisOrderEvents(StringRedisTemplate redis, ObjectMapper json) {
        this.redis = redis;
        this.json = json;
    }

    @Override
    public void paid(OrderPaidEvent event) {
        Map<String, String> fields = Map.of("type", OrderPaidEvent.TYPE, "payload", write(event));
        redis.opsForStream().add(StreamRecords.string(fields).withStreamKey(OrderPaidEvent.STREAM));
    }

    private String write(OrderPaidEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing the event of order " + event.order().id(), e);
        }
    }
}
