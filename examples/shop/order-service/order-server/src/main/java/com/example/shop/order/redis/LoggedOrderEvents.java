package com.example.shop.order.redis;

import com.example.shop.order.api.OrderPaidEvent;
import com.example.shop.order.domain.OrderEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggedOrderEvents implements OrderEvents {

    private static final Logger log = LoggerFactory.getLogger(LoggedOrderEvents.class);

    @Override
    public void paid(OrderPaidEvent event) {
        log.info("order {} is paid", event.order().id());
    }
}
