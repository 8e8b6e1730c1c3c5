package com.example.shop.order.domain;

import com.example.shop.order.api.ProductView;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "products")
public class Product {

    @Id
    private String sku;
    private String name;
    private long priceCents;

    protected Product() {
        // for JPA
    }

    public Product(String sku, String name, long priceCents) {
        this.sku = sku;
        this.name = name;
        this.priceCents = priceCents;
    }

    public String sku() {
        return sku;
    }

    OrderLine line(int quantity) {
        return new OrderLine(sku, name, priceCents, quantity);
    }

    public ProductView toView() {
        return new ProductView(sku, name, priceCents);
    }
}
