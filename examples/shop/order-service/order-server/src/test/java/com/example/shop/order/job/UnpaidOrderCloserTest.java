package com.example.shop.order.job;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import com.example.shop.order.domain.OrderRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class UnpaidOrderCloserTest {

    @Test
    void closesWhatIsOlderThanTheTimeout() {
        var orders = mock(OrderRepository.class);
        var clock = Clock.fixed(Instant.parse("2025-06-01T04:30:00Z"), ZoneOffset.UTC);

        new UnpaidOrderCloser(orders, new UnpaidOrderProperties(Duration.ofMinutes(30)), clock).closeUnpaid();

        verify(orders).closeUnpaidBefore(Instant.parse("2025-06-01T04:00:00Z"));
    }
}
