package dev.interleave.webhook;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt of a delivery. Immutable.
///
/// @param number from 1
/// @param at when it started
/// @param status of the response, null without one
/// @param failure why the attempt failed, null if it succeeded
/// @param latency how long it took
/// @param response the first kilobyte of the response body, null without a response
public record DeliveryAttempt(
        int number,
        Instant at,
        @Nullable Integer status,
        @Nullable String failure,
        Duration latency,
        @Nullable String response) {}
