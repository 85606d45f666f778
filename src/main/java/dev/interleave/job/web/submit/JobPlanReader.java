package dev.interleave.job.web.submit;

import dev.interleave.job.JobStore;
import dev.interleave.job.plan.FailurePolicy;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.job.plan.RetryPolicy;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.store.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads when a job is to start and how often it may run. Thread-safe.
@Component
final class JobPlanReader {

    static final List<String> MEMBERS = List.of("startAt", "delay", "after", "onFailure", "retry", "reuse");

    private static final List<String> DELAYING = List.of("startAt", "delay", "after");

    private static final Duration MAX_AHEAD = Duration.ofDays(3_653); // ten years
    private static final int MAX_PREDECESSORS = 1_000;
    private static final int MAX_REFERENCE = 100;
    private static final int MAX_ATTEMPTS = 100;
    private static final Duration DEFAULT_BACKOFF = Duration.ofSeconds(10);

    private final JobStore store;
    private final StoreClock clock;

    JobPlanReader(JobStore store, StoreClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Notes what is wrong; what it returns may be used only if nothing is.
    ///
    /// @param owner of the job
    /// @param id of the job
    /// @param members the jobs of the same request
    JobPlan read(String owner, UUID id, JsonFields fields, BatchMembers members) {
        if (MEMBERS.stream().noneMatch(fields::has)) {
            return JobPlan.NONE;
        }
        List<UUID> after = after(owner, id, fields, members);
        Optional<String> onFailure = fields.oneOf("onFailure", FailurePolicy.wireNames());
        return new JobPlan(
                startAt(fields),
                after,
                onFailure.map(FailurePolicy::ofWireName).orElse(FailurePolicy.CANCEL),
                retry(fields));
    }

    /// @param plan as it was read
    /// @return what the client is told, because it may expect something else
    Optional<String> notice(JsonFields fields, JobPlan plan) {
        Instant startAt = plan.startAt();
        return fields.has("startAt") && startAt != null && startAt.isBefore(clock.instant())
                ? Optional.of("startAt is in the past, so the job is run at once.")
                : Optional.empty();
    }

    /// Reads how old the result of an equal job may be. The service looks for it at the submission, so a job
    /// that starts later cannot ask for it.
    Optional<Duration> reuse(JsonFields fields) {
        Optional<Duration> reuse = fields.duration("reuse", Duration.ZERO, MAX_AHEAD);
        Optional<String> conflict =
                DELAYING.stream().filter(fields::has).findFirst().filter(_ -> fields.has("reuse"));
        conflict.ifPresent(name -> fields.addError("reuse", "must be left out beside \"" + name + "\""));
        return reuse;
    }

    /// Reads `startAt` or `delay`.
    ///
    /// @return the earliest start, or null for at once
    @Nullable
    Instant startAt(JsonFields fields) {
        if (fields.has("startAt") && fields.has("delay")) {
            fields.addError("delay", "must be left out beside \"startAt\"");
            return null;
        }
        Optional<Instant> startAt = fields.time("startAt");
        Optional<Duration> delay = fields.duration("delay", Duration.ZERO, MAX_AHEAD);
        if (startAt.isEmpty() && delay.isEmpty()) {
            return null;
        }
        Instant now = clock.instant();
        if (startAt.isPresent() && startAt.get().isAfter(now.plus(MAX_AHEAD))) {
            fields.addError("startAt", "must be within ten years from now");
        }
        Instant start = startAt.orElseGet(() -> now.plus(delay.orElseThrow()));
        return start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start;
    }

    private List<UUID> after(String owner, UUID id, JsonFields fields, BatchMembers members) {
        List<UUID> after = new ArrayList<>();
        Map<Integer, String> references = fields.strings("after", 1, MAX_PREDECESSORS, MAX_REFERENCE);
        if (!members.admits(references.size())) {
            fields.addError(
                    "after",
                    "has too many elements: the jobs of a request may have " + BatchMembers.MAX_REFERENCES + " in all");
            return after;
        }
        references.forEach((position, reference) -> {
            String place = "/after/" + position;
            Optional<UUID> member = members.find(reference);
            Optional<UUID> predecessor = member.or(() -> ofOwner(owner, reference));
            if (predecessor.isEmpty()) {
                fields.addErrorAt(place, "is neither the id of a job of yours nor the name of a job of this batch");
            } else if (predecessor.get().equals(id)) {
                fields.addErrorAt(place, "is this job itself");
            } else {
                member.ifPresent(to -> members.refer(id, to, fields.pointer() + place));
                after.add(predecessor.get());
            }
        });
        return after.stream().distinct().toList();
    }

    private Optional<UUID> ofOwner(String owner, String reference) {
        if (!BatchMembers.isId(reference)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(reference)).filter(id -> store.isOwnedBy(id, owner));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RetryPolicy retry(JsonFields fields) {
        if (fields.object("retry").isEmpty()) {
            return RetryPolicy.NONE;
        }
        JsonFields retry =
                fields.child(fields.object("retry").orElseThrow(), "/retry").only("maxAttempts", "backoff");
        long attempts = retry.requiredLong("maxAttempts", 1, MAX_ATTEMPTS);
        Duration backoff =
                retry.duration("backoff", Duration.ZERO, RetryPolicy.MAX_PAUSE).orElse(DEFAULT_BACKOFF);
        return attempts == 1 ? RetryPolicy.NONE : new RetryPolicy((int) attempts, backoff);
    }
}
