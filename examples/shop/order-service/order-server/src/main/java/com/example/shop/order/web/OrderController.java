package com.example.shop.order.web;

import com.example.shop.order.api.CreateOrderRequest;
import com.example.shop.order.api.OrderView;
import com.example.shop.order.domain.OrderService;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/orders")
class OrderController {

    private final OrderService orders;

    OrderController(OrderService orders) {
        this.orders = orders;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    OrderView create(@Valid @RequestBody CreateOrderRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) String idempotencyKey) {
        return orders.create(request, idempotencyKey);
    }

    @GetMapping("/{id}")
    OrderView find(@PathVariable String id) {
        return orders.find(id);
    }

    /** Stands in for the payment provider's callback. */
    @PostMapping("/{id}/payment")
    OrderView pay(@PathVariable String id) {
        return orders.pay(id);
    }
}
