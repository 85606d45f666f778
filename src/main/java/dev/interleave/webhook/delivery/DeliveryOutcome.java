package dev.interleave.webhook.delivery;

import dev.interleave.webhook.Delivery;
import dev.interleave.webhook.DeliveryAttempt;
import dev.interleave.webhook.delivery.WebhookSender.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The outcome of an attempt. Immutable.
///
/// @param delivery the delivery when the attempt started, with its body
/// @param at when the attempt started
/// @param latency how long it took
/// @param answer the answer of the receiver, or why there is none
record DeliveryOutcome(Delivery delivery, Instant at, Duration latency, Answer answer) {

    /// Stands for every longer wait; the retry schedule has a bound of its own.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(999_999_999);

    private static final Pattern SECONDS = Pattern.compile("0*([0-9]{1,9})|[0-9]+");
    private static final String DISABLED = "the callback is disabled because its receiver answered 410";
    private static final String JOB_DELETED = "the job was deleted before the first attempt";
    private static final Set<String> NOT_SENT = Set.of(DISABLED, JOB_DELETED);

    /// Nothing was sent because the callback is disabled.
    static DeliveryOutcome disabled(Delivery delivery, Instant now) {
        return notSent(delivery, now, DISABLED);
    }

    /// Nothing was sent because the job, and with it the body, is gone.
    static DeliveryOutcome jobDeleted(Delivery delivery, Instant now) {
        return notSent(delivery, now, JOB_DELETED);
    }

    private static DeliveryOutcome notSent(Delivery delivery, Instant now, String reason) {
        return new DeliveryOutcome(delivery, now, Duration.ZERO, new Answer(null, reason, null, null));
    }

    boolean isSuccess() {
        Integer status = answer.status();
        return status != null && status >= 200 && status < 300;
    }

    /// @return whether the attempt failed for good
    boolean isFinal() {
        return hasStatus(410) || (answer.failure() != null && NOT_SENT.contains(answer.failure()));
    }

    boolean hasStatus(int status) {
        return answer.status() != null && answer.status() == status;
    }

    /// @return how long the receiver asks to wait; zero if it does not ask
    Duration retryAfter(Instant now) {
        String value = answer.retryAfter();
        if (value == null || !(hasStatus(429) || hasStatus(503))) {
            return Duration.ZERO;
        }
        Matcher seconds = SECONDS.matcher(value);
        if (seconds.matches()) {
            String digits = seconds.group(1);
            return digits == null ? LONGEST_WAIT : Duration.ofSeconds(Long.parseLong(digits));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
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
