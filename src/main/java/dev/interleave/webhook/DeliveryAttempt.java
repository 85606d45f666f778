package dev.interleave.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One try to make a delivery.
///
/// @param number from 1
/// @param at when it began
/// @param status of the answer, if there was one
/// @param failure why there was none, or why it did not count
/// @param latency how long it took
/// @param response the first kilobyte of the answer
public record DeliveryAttempt(
        int number,
        Instant at,
        @Nullable Integer status,
        @Nullable String failure,
        Duration latency,
        @Nullable String response) {}
