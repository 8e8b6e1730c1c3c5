package com.example.shop.order.job;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** How long an order may stay unpaid. */
@ConfigurationProperties("shop.unpaid")
record UnpaidOrderProperties(@DefaultValue("30m") Duration timeout) {
}
