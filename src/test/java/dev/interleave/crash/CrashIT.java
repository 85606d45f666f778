package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/// Kills the service at random moments while clients talk to it: during the start, at work, and right after an
/// acknowledgement. `crash.kills` sets the number of kills of the long form, `crash.seed` repeats the requests of
/// an earlier run.
class CrashIT {

    /// After this many kills the jobs are inspected, and the next kill starts with an empty data directory.
    private static final int KILLS_PER_STORE = 25;

    private static final int CLIENTS = 6;
    private static final int PROGRAMS = 3;
    private static final Duration LONGEST_DYING = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Factorials factorials = new Factorials();
    private final List<String> lost = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int kills;
    private int acknowledged;
    private int stored;
    private int ticks;
    private int children;
    private int interrupted;
    private Duration longestStart = Duration.ZERO;
    private Duration lastStart = Duration.ofSeconds(3);

    @Test
    void keepsAcknowledgedJobsThroughAFewKills() throws Exception {
        killAndInspect(4);
    }

    @Test
    @Tag("faults")
    void keepsAcknowledgedJobsThroughManyKills() throws Exception {
        killAndInspect(Integer.getInteger("crash.kills", 20));
    }

    private void killAndInspect(int planned) throws Exception {
        while (kills < planned) {
            useOneStore(Math.min(KILLS_PER_STORE, planned - kills));
            report();
            assertThat(lost).describedAs("lost, seed %d", seed).isEmpty();
            assertThat(wrong).describedAs("wrong, seed %d", seed).isEmpty();
        }
    }

    private void useOneStore(int rounds) throws Exception {
        Path store = Files.createDirectory(folder.resolve("store-" + kills));
        Ledger ledger = new Ledger();
        RecurringLoad recurring = new RecurringLoad(ledger);
        AwaitingLoad awaiting = new AwaitingLoad(ledger);
        for (int i = 0; i < rounds; i++) {
            if (random.nextInt(3) == 0) {
                killWhileItStarts(store);
            } else {
                killAtWork(store, ledger, recurring, awaiting);
            }
            kills++;
        }
        acknowledged += ledger.acknowledgedJobs().size();
        stored += inspect(store, ledger, recurring, awaiting, true);
        ticks += recurring.ticks();
        children += awaiting.submitted();
        inspect(store, ledger, recurring, awaiting, false); // finished jobs stay as they are after one more kill
        wrong.addAll(ledger.faults());
        interrupted += countInterrupted(store);
        FileSystemUtils.deleteRecursively(store);
    }

    private void killWhileItStarts(Path store) throws Exception {
        try (PackagedService service = start(store)) {
            Duration moment = Duration.ofMillis(random.nextLong(lastStart.toMillis()));
            assertThat(service.endsWithin(moment)).describedAs(service.output()).isFalse();
            kill(service);
        }
    }

    private void killAtWork(Path store, Ledger ledger, RecurringLoad recurring, AwaitingLoad awaiting)
            throws Exception {
        AtomicBoolean killNext = new AtomicBoolean();
        try (PackagedService service = startUp(store);
                Api api = new Api(service.address())) {
            Runnable onAcknowledgement = () -> {
                if (killNext.get()) {
                    service.kill();
                }
            };
            recurring.start(api);
            awaiting.submit(api, PROGRAMS);
            List<Thread> clients = startClients(api, ledger, onAcknowledgement);
            Duration moment = Duration.ofMillis(20 + random.nextLong(3_000));
            assertThat(service.endsWithin(moment)).describedAs(service.output()).isFalse();
            if (random.nextBoolean()) {
                killNext.set(true);
                service.endsWithin(Duration.ofMillis(500)); // usually a client has killed it by then
            }
            kill(service);
            for (Thread client : clients) {
                client.join();
            }
        }
    }

    private List<Thread> startClients(Api api, Ledger ledger, Runnable onAcknowledgement) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String name = kills + "-" + i;
            Load load = new Load(api, ledger, new Random(random.nextLong()), name, onAcknowledgement);
            clients.add(Thread.ofPlatform().name("client-" + name).start(load::run));
        }
        return clients;
    }

    private int inspect(Path store, Ledger ledger, RecurringLoad recurring, AwaitingLoad awaiting, boolean first)
            throws Exception {
        try (PackagedService service = startUp(store);
                Api api = new Api(service.address())) {
            if (first) {
                Load load = new Load(api, ledger, random, "repeat-" + kills, () -> {});
                for (Submitted request : ledger.withKey()) {
                    load.repeat(request);
                }
                recurring.stop(api);
            }
            Inspection inspection = new Inspection(api, ledger, factorials, awaiting);
            inspection.awaitAllEnded();
            int jobs = inspection.inspect(random);
            inspection.lost().stream().filter(id -> !lost.contains(id)).forEach(lost::add);
            kill(service);
            return jobs;
        }
    }

    private static void kill(PackagedService service) throws InterruptedException {
        service.kill();
        assertThat(service.endsWithin(LONGEST_DYING)).isTrue();
    }

    private PackagedService startUp(Path store) throws IOException {
        PackagedService service = start(store); // the first call also prepares the jar
        long begin = System.nanoTime();
        service.awaitUp("/actuator/health");
        lastStart = Duration.ofNanos(System.nanoTime() - begin);
        longestStart = longestStart.compareTo(lastStart) < 0 ? lastStart : longestStart;
        return service;
    }

    /// Starts with a random policy: a killed sequential loop leaves most jobs not started, an interleaved loop
    /// leaves most of them half done.
    private PackagedService start(Path store) throws IOException {
        return ServiceJar.start(
                store,
                "--interleave.event-loop.scheduling="
                        + List.of("fair", "interleaved", "sequential").get(random.nextInt(3)));
    }

    /// Counts the interrupted jobs that the service logs at each start.
    private static int countInterrupted(Path store) throws IOException {
        String log = Files.readString(store.resolve("service.log"));
        return Pattern.compile("Requeued (\\d+) jobs that ran when")
                .matcher(log)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }

    private void report() {
        System.out.printf(
                "crash test: %d kills, %d jobs acknowledged, %d ticks, %d jobs of programs, %d jobs in the stores, %d interrupted, %d lost, "
                        + "%d wrong; longest start %d ms; seed %d%n",
                kills,
                acknowledged,
                ticks,
                children,
                stored,
                interrupted,
                lost.size(),
                wrong.size(),
                longestStart.toMillis(),
                seed);
    }
}
