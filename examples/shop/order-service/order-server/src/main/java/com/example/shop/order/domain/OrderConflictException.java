package com.example.shop.order.domain;

/** The request is well formed, but the order's state does not allow it now. */
public class OrderConflictException extends RuntimeException {

    public OrderConflictException(String message) {
        super(message);
    }
}
