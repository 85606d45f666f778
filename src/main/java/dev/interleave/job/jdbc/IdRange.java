package dev.interleave.job.jdbc;

import dev.interleave.job.JobFilter.Order;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A range of ids (UUIDv7), in text order. Immutable.
///
/// @param above less than all ids of the range
/// @param below greater than all ids of the range
record IdRange(String above, String below) {

    private static final String BEFORE_ALL = "";
    private static final String AFTER_ALL = "g";

    /// Digits of the milliseconds at the beginning of an id.
    private static final int HIGH_DIGITS = 8;

    private static final long MAX_MILLIS = (1L << 48) - 1;

    /// @param after earliest time of an id, null for no bound
    /// @param before end of the times of the ids, exclusive, null for no bound
    static IdRange between(@Nullable Instant after, @Nullable Instant before) {
        return new IdRange(after == null ? BEFORE_ALL : prefix(after), before == null ? AFTER_ALL : prefix(before));
    }

    /// @param last the last id of the previous page
    /// @return the rest of the range
    IdRange from(UUID last, Order order) {
        String id = last.toString();
        return order == Order.ASC
                ? new IdRange(id.compareTo(above) > 0 ? id : above, below)
                : new IdRange(above, id.compareTo(below) < 0 ? id : below);
    }

    /// @return text that is less than all ids of that time and of later times, and greater than all others
    private static String prefix(Instant time) {
        long millis = Math.clamp(
                Math.clamp(time.getEpochSecond(), 0, MAX_MILLIS / 1_000) * 1_000L + time.getNano() / 1_000_000,
                0,
                MAX_MILLIS);
        String digits = String.format(Locale.ROOT, "%012x", millis);
        return digits.substring(0, HIGH_DIGITS) + "-" + digits.substring(HIGH_DIGITS);
    }
}
