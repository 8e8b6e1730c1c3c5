package com.example.shop.order.domain;

public class UnknownProductException extends RuntimeException {

    public UnknownProductException(String sku) {
        super("no product " + sku);
    }
}
