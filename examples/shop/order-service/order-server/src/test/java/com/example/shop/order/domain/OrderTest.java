package com.example.shop.order.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.shop.order.api.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Instant NOON = Instant.parse("2025-06-01T04:00:00Z");

    @Test
    void totalIsTheSumOfItsLines() {
        var order = new Order("o-1", List.of(new OrderLine("CUP", "杯", 12_800, 2), new OrderLine("FAN", "扇", 36_900, 1)), NOON);

        assertThat(order.toView().totalCents()).isEqualTo(62_500);
        assertThat(order.status()).isEqualTo(OrderStatus.CREATED);
    }

    @Test
    void cannotBePaidTwice() {
        var order = new Order("o-1", List.of(new OrderLine("CUP", "杯", 12_800, 1)), NOON);
        order.pay(NOON);

        assertThatThrownBy(() -> order.pay(NOON)).isInstanceOf(OrderConflictException.class).hasMessageContaining("PAID");
    }
}
