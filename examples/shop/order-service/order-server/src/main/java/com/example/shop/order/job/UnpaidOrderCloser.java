package com.example.shop.order.job;

import com.example.shop.order.domain.OrderRepository;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes orders that nobody paid in time (关闭超时未支付订单). */
@Component
class UnpaidOrderCloser {

    private static final Logger log = LoggerFactory.getLogger(UnpaidOrderCloser.class);

    private final OrderRepository orders;
    private final UnpaidOrderProperties properties;
    private final Clock clock;

    UnpaidOrderCloser(OrderRepository orders, UnpaidOrderProperties properties, Clock clock) {
        this.orders = orders;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${shop.unpaid.scan-interval:1m}", initialDelayString = "${shop.unpaid.scan-interval:1m}")
    @Transactional
    public void closeUnpaid() {
        int closed = orders.closeUnpaidBefore(clock.instant().minus(properties.timeout()));
        if (closed > 0) {
            log.info("closed {} unpaid orders", closed);
        }
    }
}
