package com.example.shop.order.domain;

import com.example.shop.order.api.CreateOrderRequest;
import com.example.shop.order.api.OrderPaidEvent;
import com.example.shop.order.api.OrderView;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

@Service
public class OrderService {

    private final OrderRepository orders;
    private final ProductRepository products;
    private final IdempotencyStore idempotency;
    private final OrderEvents events;
    private final ApplicationEventPublisher afterCommit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public OrderService(OrderRepository orders, ProductRepository products, IdempotencyStore idempotency,
            OrderEvents events, ApplicationEventPublisher afterCommit, TransactionTemplate transaction, Clock clock) {
        this.orders = orders;
        this.products = products;
        this.idempotency = idempotency;
        this.events = events;
        this.afterCommit = afterCommit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Stores a new order, or returns the one that an earlier request with the same key has stored. */
    public OrderView create(CreateOrderRequest request, String idempotencyKey) {
        var id = UUID.randomUUID().toString();
        if (idempotencyKey == null) {
            return store(id, request);
        }
        Optional<String> earlier = idempotency.claim(idempotencyKey, id);
        if (earlier.isPresent()) {
            return transaction.execute(tx -> orders.findById(earlier.get()).map(Order::toView)
                    .orElseThrow(() -> new OrderConflictException("the same request is still being processed")));
        }
        try {
            return store(id, request);
        } catch (RuntimeException e) {
            idempotency.release(idempotencyKey);
            throw e;
        }
    }

    private OrderView store(String id, CreateOrderRequest request) {
        // MySQL keeps microseconds, Java may hand over nanoseconds.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return transaction.execute(tx -> {
            List<OrderLine> lines = request.items().stream().map(this::line).toList();
            return orders.save(new Order(id, lines, now)).toView();
        });
    }

    private OrderLine line(CreateOrderRequest.Item item) {
        return products.findById(item.sku())
                .orElseThrow(() -> new UnknownProductException(item.sku()))
                .line(item.quantity());
    }

    @Transactional(readOnly = true)
    public OrderView find(String id) {
        return load(id).toView();
    }

    @Transactional
    public OrderView pay(String id) {
        var order = load(id);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        order.pay(now);
        afterCommit.publishEvent(new OrderPaidEvent(order.toView(), now));
        return order.toView();
    }

    /** Runs only when the payment is committed: nobody hears of a payment that was rolled back. */
    @TransactionalEventListener
    void announce(OrderPaidEvent event) {
        events.paid(event);
    }

    private Order load(String id) {
        return orders.findById(id).orElseThrow(() -> new OrderNotFoundException(id));
    }
}
