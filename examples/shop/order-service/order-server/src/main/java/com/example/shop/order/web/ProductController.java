package com.example.shop.order.web;

import com.example.shop.order.api.ProductView;
import com.example.shop.order.domain.Product;
import com.example.shop.order.domain.ProductRepository;
import java.util.List;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProductController {

    private final ProductRepository products;

    ProductController(ProductRepository products) {
        this.products = products;
    }

    @GetMapping("/api/products")
    List<ProductView> list() {
        return products.findAll(Sort.by("sku")).stream().map(Product::toView).toList();
    }
}
