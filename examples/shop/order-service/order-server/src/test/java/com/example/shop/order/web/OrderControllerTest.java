package com.example.shop.order.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.example.shop.order.api.OrderStatus;
import com.example.shop.order.api.OrderView;
import com.example.shop.order.domain.OrderConflictException;
import com.example.shop.order.domain.OrderNotFoundException;
import com.example.shop.order.domain.OrderService;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

@WebMvcTest(OrderController.class)
class OrderControllerTest {

    private static final OrderView ORDER = new OrderView("o-1", OrderStatus.CREATED, 12_800,
            Instant.parse("2025-06-01T04:00:00Z"), List.of(new OrderView.Line("CUP", "杯", 12_800, 1)));

    @Autowired
    private MockMvc mvc;

    @MockitoBean
    private OrderService orders;

    @Test
    void createsAnOrderUnderTheIdempotencyKey() throws Exception {
        given(orders.create(any(), eq("k-1"))).willReturn(ORDER);

        mvc.perform(post("/api/orders").header("Idempotency-Key", "k-1").contentType(MediaType.APPLICATION_JSON)
                        .content("""
                                {"items": [{"sku": "CUP", "quantity": 1}]}"""))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.id").value("o-1"))
                .andExpect(jsonPath("$.createdAt").value("2025-06-01T04:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "{\"items\": []}",
        "{\"items\": [null]}",
        "{\"items\": [{\"sku\": \"\", \"quantity\": 1}]}",
        "{\"items\": [{\"sku\": \"CUP\", \"quantity\": 0}]}",
        "not json"})
    void rejectsABadRequest(String body) throws Exception {
        mvc.perform(post("/api/orders").contentType(MediaType.APPLICATION_JSON).content(body))
                .andExpect(status().isBadRequest());
        verifyNoInteractions(orders);
    }

    @Test
    void anUnknownOrderIsNotFound() throws Exception {
        given(orders.find("nope")).willThrow(new OrderNotFoundException("nope"));

        mvc.perform(get("/api/orders/nope"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value("no order nope"));
    }

    @Test
    void payingAClosedOrderIsAConflict() throws Exception {
        given(orders.pay("o-1")).willThrow(new OrderConflictException("order o-1 is CLOSED and cannot be paid"));

        mvc.perform(post("/api/orders/o-1/payment")).andExpect(status().isConflict());
    }
}
