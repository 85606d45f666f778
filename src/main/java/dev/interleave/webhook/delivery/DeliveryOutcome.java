package dev.interleave.webhook.delivery;

import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import dev.interleave.webhook.delivery.WebhookSender.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A try that is over, and what its answer means.
///
/// @param delivery what was tried
/// @param at when it began
/// @param latency how long it took
/// @param answer what the receiver did
record DeliveryOutcome(Delivery delivery, Instant at, Duration latency, Answer answer) {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final String DISABLED = "the callback is disabled, because its receiver has answered 410";

    /// Nothing was sent, and nothing will be.
    static DeliveryOutcome disabled(Delivery delivery, Instant now) {
        return new DeliveryOutcome(delivery, now, Duration.ZERO, new Answer(null, DISABLED, null, null));
    }

    boolean isSuccess() {
        Integer status = answer.status();
        return status != null && status >= 200 && status < 300;
    }

    /// Whether trying again is of no use.
    boolean isFinal() {
        return hasStatus(410) || DISABLED.equals(answer.failure());
    }

    boolean hasStatus(int status) {
        return answer.status() != null && answer.status() == status;
    }

    /// How long the receiver asks to be left alone; zero if it does not.
    Duration wish(Instant now) {
        String retryAfter = answer.retryAfter();
        if (retryAfter == null || !(hasStatus(429) || hasStatus(503))) {
            return Duration.ZERO;
        }
        if (SECONDS.matcher(retryAfter).matches()) {
            return Duration.ofSeconds(Long.parseLong(retryAfter));
        }
        try {
            Instant until = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    DeliveryAttempt attempt() {
        return new DeliveryAttempt(delivery.attempts() + 1, at, answer.status(), failure(), latency, answer.body());
    }

    private @Nullable String failure() {
        Integer status = answer.status();
        if (status == null || isSuccess()) {
            return answer.failure();
        }
        return status >= 300 && status < 400
                ? "answered " + status + ", and redirects are not followed"
                : "answered " + status;
    }
}
