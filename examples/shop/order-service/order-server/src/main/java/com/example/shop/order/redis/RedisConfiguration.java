package com.example.shop.order.redis;

import com.example.shop.order.domain.IdempotencyStore;
import com.example.shop.order.domain.OrderEvents;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Redis everywhere but on a developer's own machine, where {@code shop.redis.enabled=false} keeps it in memory. */
@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "shop.redis.enabled", matchIfMissing = true)
    static class WithRedis {

        @Bean
        IdempotencyStore idempotencyStore(StringRedisTemplate redis) {
            return new RedisIdempotencyStore(redis);
        }

        @Bean
        OrderEvents orderEvents(StringRedisTemplate redis, ObjectMapper json) {
            return new RedisOrderEvents(redis, json);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "shop.redis.enabled", havingValue = "false")
    static class WithoutRedis {

        @Bean
        IdempotencyStore idempotencyStore() {
            return new InMemoryIdempotencyStore();
        }

        @Bean
        OrderEvents orderEvents() {
            return new LoggedOrderEvents();
        }
    }
}
