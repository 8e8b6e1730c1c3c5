package com.example.shop.order.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.order.api.OrderStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.test.context.ActiveProfiles;

/** Runs the real migrations, on H2 in MySQL mode. */
@DataJpaTest
@ActiveProfiles("local")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
class OrderRepositoryTest {

    private static final Instant DEADLINE = Instant.parse("2025-06-01T04:00:00Z");

    @Autowired
    private OrderRepository orders;

    @Autowired
    private ProductRepository products;

    @Test
    void migrationsSeedTheProducts() {
        assertThat(products.findAll()).extracting(Product::sku).contains("TEA-LONGJING", "CUP-CELADON", "FAN-SUXIU");
    }

    @Test
    void closesOnlyOldUnpaidOrders() {
        save("old", DEADLINE.minusSeconds(1));
        save("fresh", DEADLINE.plusSeconds(1));
        save("paid", DEADLINE.minusSeconds(1)).pay(DEADLINE);
        orders.flush();

        assertThat(orders.closeUnpaidBefore(DEADLINE)).isEqualTo(1);

        assertThat(status("old")).isEqualTo(OrderStatus.CLOSED);
        assertThat(status("fresh")).isEqualTo(OrderStatus.CREATED);
        assertThat(status("paid")).isEqualTo(OrderStatus.PAID);
    }

    private Order save(String id, Instant createdAt) {
        return orders.save(new Order(id, List.of(new OrderLine("CUP", "杯", 12_800, 1)), createdAt));
    }

    private OrderStatus status(String id) {
        return orders.findById(id).orElseThrow().status();
    }
}
