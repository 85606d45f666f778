package dev.interleave.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Records the requests of clients, the acknowledgements of the service, and each contradiction between two
/// answers. Thread-safe.
final class Ledger {

    private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

    private final Map<String, Submitted> requests = new HashMap<>();
    private final List<Submitted> withKey = new ArrayList<>();
    private final Map<Submitted, List<String>> acknowledged = new HashMap<>();
    private final Map<String, Integer> repetitions = new HashMap<>();
    private final Set<String> cancelsAsked = new HashSet<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Set<String> deletesAsked = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private final Map<String, String> endings = new HashMap<>();
    private final Deque<String> deletable = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();

    static boolean isFinal(JsonNode job) {
        return FINAL.contains(job.path("state").asString());
    }

    /// Call before the request is sent.
    synchronized void asked(Submitted request) {
        if (requests.put(request.name(), request) == null && request.key() != null) {
            withKey.add(request);
        }
    }

    synchronized void acknowledged(Submitted request, List<JsonNode> jobs) {
        List<String> ids = jobs.stream().map(job -> job.path("id").asString()).toList();
        List<String> before = acknowledged.putIfAbsent(request, ids);
        if (before != null && !before.equals(ids)) {
            fault("request " + request.name() + " was answered with " + before + ", then with " + ids);
        }
        List<Integer> ns = jobs.stream().map(job -> job.at("/input/n").asInt()).toList();
        if (!ns.equals(request.ns())) {
            fault("request " + request.name() + " asked for " + request.ns() + " and got " + ns);
        }
        jobs.forEach(this::seen);
        if (!request.isBatch() && request.key() == null && isFinal(jobs.getFirst())) {
            deletable.add(ids.getFirst());
        }
    }

    /// A schedule has submitted the jobs of a request once per tick.
    synchronized void repeated(Submitted request, int ticks) {
        repetitions.put(request.name(), ticks);
    }

    /// How often the jobs of a request have to exist: once, unless a schedule repeats them.
    synchronized int repetitions(String request) {
        return repetitions.getOrDefault(request, 1);
    }

    /// The names of the requests that schedules repeat.
    synchronized Set<String> repeated() {
        return Set.copyOf(repetitions.keySet());
    }

    /// Once a job is in a final state, nothing of it may change.
    synchronized void seen(JsonNode job) {
        if (isFinal(job)) {
            String id = job.path("id").asString();
            String before = endings.putIfAbsent(id, job.toString());
            if (before != null && !before.equals(job.toString())) {
                fault("job " + id + " changed after its end from " + before + " to " + job);
            }
        }
    }

    synchronized void cancelAsked(String id) {
        cancelsAsked.add(id);
    }

    synchronized void cancelled(String id) {
        cancelled.add(id);
    }

    /// Takes a finished job that no client reads again, to delete it.
    synchronized Optional<String> takeDeletable() {
        String id = deletable.poll();
        if (id != null) {
            deletesAsked.add(id);
        }
        return Optional.ofNullable(id);
    }

    synchronized void deleted(String id) {
        deleted.add(id);
    }

    synchronized void fault(String what) {
        faults.add(what);
    }

    synchronized @Nullable Submitted anyWithKey(Random random) {
        return withKey.isEmpty() ? null : withKey.get(random.nextInt(withKey.size()));
    }

    synchronized List<Submitted> withKey() {
        return List.copyOf(withKey);
    }

    synchronized @Nullable Submitted request(String name) {
        return requests.get(name);
    }

    /// The `n` of each acknowledged job by its id.
    synchronized Map<String, Integer> acknowledgedJobs() {
        Map<String, Integer> jobs = new HashMap<>();
        acknowledged.forEach((request, ids) -> IntStream.range(
                        0, Math.min(ids.size(), request.ns().size()))
                .forEach(place -> jobs.put(ids.get(place), request.ns().get(place))));
        return jobs;
    }

    synchronized boolean wasCancelled(String id) {
        return cancelled.contains(id);
    }

    synchronized boolean mayBeCancelled(String id) {
        return cancelsAsked.contains(id);
    }

    synchronized boolean mayBeDeleted(String id) {
        return deletesAsked.contains(id);
    }

    synchronized Set<String> deleted() {
        return Set.copyOf(deleted);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
