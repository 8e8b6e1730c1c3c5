package com.example.shop.order.domain;

import com.example.shop.order.api.OrderPaidEvent;

/** Tells the rest of the shop what happened to an order. */
public interface OrderEvents {

    void paid(OrderPaidEvent event);
}
