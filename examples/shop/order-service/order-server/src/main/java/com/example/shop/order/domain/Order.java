package com.example.shop.order.domain;

import com.example.shop.order.api.OrderStatus;
import com.example.shop.order.api.OrderView;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "orders")
public class Order {

    @Id
    private String id;

    /** VARCHAR on purpose: Hibernate would otherwise expect MySQL's ENUM type. */
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private OrderStatus status;

    private long totalCents;
    private Instant createdAt;
    private Instant paidAt;

    @Version
    private long version;

    @ElementCollection
    @CollectionTable(name = "order_lines", joinColumns = @JoinColumn(name = "order_id"))
    @OrderColumn(name = "line_no")
    private List<OrderLine> lines = new ArrayList<>();

    protected Order() {
        // for JPA
    }

    public Order(String id, List<OrderLine> lines, Instant createdAt) {
        this.id = id;
        this.status = OrderStatus.CREATED;
        this.lines.addAll(lines);
        this.totalCents = lines.stream().mapToLong(OrderLine::amountCents).reduce(0, Math::addExact);
        this.createdAt = createdAt;
    }

    public void pay(Instant at) {
        if (status != OrderStatus.CREATED) {
            throw new OrderConflictException("order " + id + " is " + status + " and cannot be paid");
        }
        status = OrderStatus.PAID;
        paidAt = at;
    }

    public OrderStatus status() {
        return status;
    }

    public OrderView toView() {
        return new OrderView(id, status, totalCents, createdAt, lines.stream().map(OrderLine::toView).toList());
    }
}
