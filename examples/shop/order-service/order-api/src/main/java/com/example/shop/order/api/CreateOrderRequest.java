package com.example.shop.order.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What a buyer asks for. Prices are the server's, never the caller's. */
public record CreateOrderRequest(@NotEmpty @Size(max = 50) List<@NotNull @Valid Item> items) {

    public record Item(@NotBlank @Size(max = 32) String sku, @Min(1) @Max(99) int quantity) {
    }
}
