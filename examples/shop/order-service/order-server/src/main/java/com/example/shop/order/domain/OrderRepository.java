package com.example.shop.order.domain;

import java.time.Instant;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

public interface OrderRepository extends JpaRepository<Order, String> {

    /**
     * Closes every unpaid order made before the deadline, in one statement: several instances may run it at once.
     * A payment in flight at the same moment fails on the version.
     */
    @Modifying(clearAutomatically = true)
    @Query("""
            update versioned Order o
               set o.status = com.example.shop.order.api.OrderStatus.CLOSED
             where o.status = com.example.shop.order.api.OrderStatus.CREATED
               and o.createdAt < :deadline""")
    int closeUnpaidBefore(Instant deadline);
}
