package dev.interleave.crash;

import dev.interleave.crash.Api.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Sends random requests as one client, and records the answers in the ledger. Not thread-safe.
final class Load {

    private static final int[] LARGE = {8_000, 12_345, 17_000, 20_001, 25_000, 30_000};

    private static final Duration PAUSE = Duration.ofMillis(200);

    /// Counts down never: an interrupt alone ends the pause early.
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Api api;
    private final Ledger ledger;
    private final Random random;
    private final String name;
    private final Runnable onAcknowledgement;
    private boolean toleratesOutages;
    private int sent;

    /// @param name unique among the clients of the ledger
    /// @param onAcknowledgement called right after each acknowledgement by the service
    Load(Api api, Ledger ledger, Random random, String name, Runnable onAcknowledgement) {
        this.api = api;
        this.ledger = ledger;
        this.random = random;
        this.name = name;
        this.onAcknowledgement = onAcknowledgement;
    }

    /// Accepts 503 as an answer: the database may be unavailable, and the outcome of the request is unknown.
    Load tolerantOfOutages() {
        toleratesOutages = true;
        return this;
    }

    /// Sends requests until a request has no answer, because the service has ended.
    void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                act();
            }
        } catch (IOException e) {
            // the outcome of the last request is unknown; the ledger claims nothing about it
        }
    }

    /// Sends a request with an idempotency key again.
    void repeat(Submitted request) throws IOException {
        submit(request);
    }

    private void act() throws IOException {
        int dice = random.nextInt(100);
        if (dice < 45) {
            submit(single(anyN(), null));
        } else if (dice < 60) {
            submit(single(anyN(), newName("key")));
        } else if (dice < 70) {
            submit(batch(random.nextBoolean() ? newName("key") : null));
        } else if (dice < 78) {
            repeatAny();
        } else if (dice < 90) {
            submitAndCancel();
        } else {
            deleteAny();
        }
    }

    private List<String> submit(Submitted request) throws IOException {
        ledger.asked(request);
        String[] headers = headers(request);
        Answer answer = api.post(request.path(), request.body(), headers);
        if (answer.status() == 409 && request.key() != null) {
            return List.of(); // another client is using the key right now
        }
        if (isUnavailable(answer)) {
            return List.of();
        }
        if (answer.status() != 200 && answer.status() != 202) {
            ledger.fault("request " + request.name() + " was answered with " + answer);
            return List.of();
        }
        List<JsonNode> jobs = request.isBatch()
                ? StreamSupport.stream(answer.body().path("jobs").spliterator(), false)
                        .toList()
                : List.of(answer.body());
        if (jobs.size() != request.ns().size() || !jobs.stream().allMatch(job -> job.has("id"))) {
            ledger.fault("request " + request.name() + " was answered with " + answer + " " + answer.headers());
        }
        ledger.acknowledged(request, jobs);
        onAcknowledgement.run();
        return jobs.stream().map(job -> job.path("id").asString()).toList();
    }

    private boolean isUnavailable(Answer answer) throws IOException {
        if (!toleratesOutages || answer.status() != 503) {
            return false;
        }
        try {
            NEVER.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        return true;
    }

    private String[] headers(Submitted request) {
        String key = request.key();
        boolean waits = !request.isBatch() && random.nextInt(4) == 0;
        if (key != null) {
            return waits
                    ? new String[] {"Idempotency-Key", key, "Prefer", "wait=5"}
                    : new String[] {"Idempotency-Key", key};
        }
        return waits ? new String[] {"Prefer", "wait=5"} : new String[0];
    }

    private void repeatAny() throws IOException {
        Submitted request = ledger.anyWithKey(random);
        if (request != null) {
            repeat(request);
        }
    }

    private void submitAndCancel() throws IOException {
        for (String id : submit(single(random.nextInt(3) == 0 ? anyN() : large(), null))) {
            ledger.cancelAsked(id);
            Answer answer = api.post("/v1/jobs/" + id + "/cancel", "");
            if (answer.status() == 200) {
                ledger.cancelled(id);
                ledger.seen(answer.body());
                onAcknowledgement.run();
            } else if (answer.status() != 409 && !isUnavailable(answer)) {
                ledger.fault("to cancel job " + id + " was answered with " + answer);
            }
        }
    }

    private void deleteAny() throws IOException {
        var id = ledger.takeDeletable();
        if (id.isPresent()) {
            Answer answer = api.delete("/v1/jobs/" + id.get());
            if (answer.status() == 204) {
                ledger.deleted(id.get());
                onAcknowledgement.run();
            } else if (!isUnavailable(answer)) {
                ledger.fault("to delete job " + id.get() + " was answered with " + answer);
            }
        }
    }

    private Submitted single(int n, @Nullable String key) {
        return new Submitted(newName("one"), List.of(n), false, key);
    }

    private Submitted batch(@Nullable String key) {
        List<Integer> ns = random.ints(1 + random.nextInt(random.nextInt(20) == 0 ? 300 : 40), 0, 3_000)
                .boxed()
                .toList();
        return new Submitted(newName("batch"), ns, true, key);
    }

    private String newName(String sort) {
        return sort + "-" + name + "-" + sent++;
    }

    private int anyN() {
        return random.nextInt(8) == 0 ? large() : random.nextInt(3_001);
    }

    private int large() {
        return LARGE[random.nextInt(LARGE.length)];
    }
}
