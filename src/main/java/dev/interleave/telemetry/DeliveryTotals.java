package dev.interleave.telemetry;

/// How often this instance tried to make a delivery, by what came of it.
///
/// @param delivered the receiver took it
/// @param failed it will be tried again
/// @param exhausted it was the last try
public record DeliveryTotals(long delivered, long failed, long exhausted) {}
