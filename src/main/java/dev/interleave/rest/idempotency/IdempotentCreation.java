package dev.interleave.rest.idempotency;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.store.IdempotencyRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Executes requests that create something at most once per idempotency key, and replays their responses. Thread-safe.
@Component
public final class IdempotentCreation {

    /// The response header of a replay.
    public static final String REPLAYED = "Idempotency-Replayed";

    /// How long after the creation a replay may show secrets that the service has made.
    public static final Duration SECRETS_SHOWN = Duration.ofMinutes(10);

    /// Records what a request creates.
    @FunctionalInterface
    public interface Recorder {

        /// Must be called in the transaction that creates the resource. May be called again with the same id.
        ///
        /// @throws ProblemException if another request with this key was faster; roll back then
        void created(UUID id);
    }

    private final IdempotencyRecords records;
    private final Set<String> keysInUse = ConcurrentHashMap.newKeySet();

    IdempotentCreation(JdbcClient jdbc, InstantSource clock) {
        this.records = new IdempotencyRecords(jdbc, clock);
    }

    /// Handles a request that creates one resource.
    ///
    /// @param <T> the body of the response
    /// @param key null without a key; the request is then always executed
    /// @param create creates the resource, records its id and builds the response
    /// @param replay builds the response for the id of an earlier request with the same key; empty if the resource
    ///     was deleted
    /// @return the response
    /// @throws ProblemException if the key is in use, belongs to another request, or its resource was deleted
    public <T> ResponseEntity<T> respond(
            @Nullable RequestKey key,
            Function<Recorder, ResponseEntity<T>> create,
            Function<UUID, Optional<ResponseEntity<T>>> replay) {
        if (key == null) {
            return create.apply(_ -> {});
        }
        String used = key.owner() + " " + key.value(); // a value has no space
        if (!keysInUse.add(used)) {
            throw inUse();
        }
        try {
            Optional<UUID> created = find(key);
            return created.isEmpty()
                    ? create.apply(id -> record(key, id))
                    : replayed(replay.apply(created.get()).orElseThrow(IdempotentCreation::gone));
        } finally {
            keysInUse.remove(used);
        }
    }

    private Optional<UUID> find(RequestKey key) {
        return records.find(key.owner(), key.value()).map(found -> {
            if (!found.fingerprint().equals(key.fingerprint())) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "This Idempotency-Key was used for another request. Use a new key for each new request.");
            }
            return found.ids().getFirst();
        });
    }

    private void record(RequestKey key, UUID id) {
        if (!records.insert(key.owner(), key.value(), key.fingerprint(), id.toString())) {
            throw inUse();
        }
    }

    private static <T> ResponseEntity<T> replayed(ResponseEntity<T> response) {
        return ResponseEntity.status(response.getStatusCode())
                .headers(response.getHeaders())
                .header(REPLAYED, "true")
                .body(response.getBody());
    }

    private static ProblemException inUse() {
        return new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with this Idempotency-Key is still in progress. Send this one again later.")
                .withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    private static ProblemException gone() {
        return new ProblemException(
                ProblemType.RESOURCE_GONE,
                "What the first request with this Idempotency-Key created was deleted. Use a new key to create it again.");
    }
}
