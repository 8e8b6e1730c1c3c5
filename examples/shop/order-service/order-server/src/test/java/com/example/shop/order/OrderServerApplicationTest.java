package com.example.shop.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.verify;

import com.example.shop.order.api.CreateOrderRequest;
import com.example.shop.order.api.OrderStatus;
import com.example.shop.order.api.OrderView;
import com.example.shop.order.domain.OrderEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The whole application over HTTP: production's settings, with MySQL and Redis taken away by the local profile. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles({"prod", "local"})
class OrderServerApplicationTest {

    @Autowired
    private TestRestTemplate http;

    @MockitoBean
    private OrderEvents events;

    @Test
    void answersTheProbes() {
        assertThat(http.getForObject("/actuator/health/liveness", Map.class)).containsEntry("status", "UP");
        assertThat(http.getForObject("/actuator/health/readiness", Map.class)).containsEntry("status", "UP");
    }

    @Test
    void anOrderIsPlacedOnceAndPaid() {
        var first = place("checkout-1");
        var retried = place("checkout-1");
        var other = place("checkout-2");

        assertThat(retried.id()).isEqualTo(first.id());
        assertThat(other.id()).isNotEqualTo(first.id());
        assertThat(first.totalCents()).isEqualTo(2 * 12_800);

        var paid = http.postForObject("/api/orders/{id}/payment", null, OrderView.class, first.id());
        assertThat(paid.status()).isEqualTo(OrderStatus.PAID);
        assertThat(http.getForObject("/api/orders/{id}", OrderView.class, first.id())).isEqualTo(paid);
        verify(events).paid(argThat(event -> event.order().id().equals(first.id())));
    }

    @Test
    void anUnknownProductFreesTheKey() {
        var answer = http.postForEntity("/api/orders", request("NOPE", "checkout-3"), Map.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
        assertThat(place("checkout-3").status()).isEqualTo(OrderStatus.CREATED);
    }

    private OrderView place(String key) {
        return http.postForObject("/api/orders", request("CUP-CELADON", key), OrderView.class);
    }

    private static HttpEntity<CreateOrderRequest> request(String sku, String key) {
        var headers = new HttpHeaders();
        headers.set("Idempotency-Key", key);
        return new HttpEntity<>(new CreateOrderRequest(List.of(new CreateOrderRequest.Item(sku, 2))), headers);
    }
}
