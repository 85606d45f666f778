package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.crash.Api.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Schedules that submit jobs while faults are injected. At the end, each tick must have exactly one job. Not
/// thread-safe.
final class RecurringLoad {

    /// A schedule catches up at most 100 ticks. So these are long, and the schedules many: on a busy machine, minutes
    /// can
    /// pass in which the service is killed before it is ready.
    private static final List<Duration> INTERVALS =
            List.of(Duration.ofSeconds(4), Duration.ofMillis(4_500), Duration.ofSeconds(6));

    private static final int SCHEDULES_PER_INTERVAL = 4;
    private static final Duration LONGEST_CATCHING_UP = Duration.ofMinutes(1);
    private static final int N = 1_000;

    /// @param request with the job of each tick
    /// @param href where the schedule is
    /// @param first the first tick
    private record Recurring(Submitted request, String href, Duration interval, Instant first) {

        int ticksBefore(Instant next) {
            return (int) Duration.between(first, next).dividedBy(interval);
        }
    }

    private final Ledger ledger;
    private final List<Recurring> schedules = new ArrayList<>();
    private int ticks;

    RecurringLoad(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Creates the schedules, unless they exist.
    void start(Api api) throws IOException {
        if (schedules.isEmpty()) {
            for (int i = 0; i < SCHEDULES_PER_INTERVAL; i++) {
                for (Duration interval : INTERVALS) {
                    create(api, "\"interval\":\"%s\"".formatted(interval), interval);
                }
                create(api, "\"cron\":\"*/4 * * * * *\"", Duration.ofSeconds(4));
            }
        }
    }

    private void create(Api api, String recurrence, Duration interval) throws IOException {
        Submitted request = new Submitted("schedule-" + schedules.size(), List.of(N), false, null);
        ledger.asked(request);
        Answer answer = api.post(
                "/v1/schedules",
                "{\"name\":\"%s\",%s,\"missed\":\"all\",\"job\":%s}"
                        .formatted(request.name(), recurrence, request.computation(0)));
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(201);
        String href = "/v1/schedules/" + answer.body().path("id").asString();
        schedules.add(new Recurring(request, href, interval, next(answer)));
    }

    /// Waits until no tick is late, pauses the schedules, and records in the ledger how many ticks each of them had.
    void stop(Api api) {
        for (Recurring schedule : schedules) {
            await(schedule.href()).atMost(LONGEST_CATCHING_UP).until(() -> pause(api, schedule));
        }
    }

    /// @return false if a tick is late, or comes at this moment
    private boolean pause(Api api, Recurring schedule) throws IOException {
        Answer answer = api.get(schedule.href());
        if (answer.status() != 200 || next(answer).isBefore(Instant.now())) {
            return false;
        }
        String version = String.join("", answer.headers().getOrDefault("etag", List.of()));
        if (api.post(schedule.href() + "/pause", "", "If-Match", version).status() != 200) {
            return false;
        }
        int passed = schedule.ticksBefore(next(answer));
        ledger.repeated(schedule.request(), passed);
        ticks += passed;
        if (answer.body().path("runs").asInt() != passed) {
            ledger.fault(String.format(Locale.ROOT, "%d ticks have passed, but: %s", passed, answer));
        }
        return true;
    }

    private static Instant next(Answer schedule) {
        return Instant.parse(schedule.body().at("/nextRuns/0").asString());
    }

    /// The ticks of all schedules.
    int ticks() {
        return ticks;
    }
}
