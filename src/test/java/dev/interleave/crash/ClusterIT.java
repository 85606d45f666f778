package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Runs three instances on one PostgreSQL under load and injects faults: instances are killed, suspended beyond
/// their lease or stopped, one loses its database connections, and the database crashes or hangs. If libfaketime
/// is installed (Debian: faketime), the clock of one instance is an hour fast. `cluster.rounds` sets the rounds
/// of the long form, `cluster.seed` repeats the requests of an earlier run.
class ClusterIT {

    /// Takes seconds with the iterative algorithm.
    private static final int LONG = 110_000;

    /// Takes minutes with the iterative algorithm: it cannot end before it is cancelled.
    private static final int ENDLESS = 1_000_000;

    /// Programs that wait for jobs: so many are submitted before each kill.
    private static final int PROGRAMS = 4;

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("cluster.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Ledger ledger = new Ledger();
    private final RecurringLoad recurring = new RecurringLoad(ledger);
    private final AwaitingLoad awaiting = new AwaitingLoad(ledger);
    private final List<Member> members = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Duration longestTakeover = Duration.ZERO;
    private int longJobs;

    @AfterEach
    void close() {
        members.forEach(Member::close);
    }

    @Test
    void losesNoJobWhenInstancesAndTheDatabaseFail() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(folder.resolve("postgres"));
                CuttingProxy proxy = new CuttingProxy(postgres.port())) {
            startMembers(postgres, proxy);
            killOne();
            freezeOne(postgres);
            crash(postgres);
            report(inspect());
        }
    }

    @Test
    @Tag("faults")
    void losesNoJobUnderAnyFault() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(folder.resolve("postgres"));
                CuttingProxy proxy = new CuttingProxy(postgres.port())) {
            startMembers(postgres, proxy);
            for (int round = 0; round < Integer.getInteger("cluster.rounds", 1); round++) {
                killOne();
                freezeOne(postgres);
                terminateOne();
                cut(proxy);
                crash(postgres);
                hang(postgres);
            }
            report(inspect());
        }
    }

    /// The second instance has a wrong clock; the last one connects to the database through the proxy.
    private void startMembers(PostgresProcess postgres, CuttingProxy proxy) throws Exception {
        String key = Member.newSecretKey();
        Map<String, String> clock = FastClock.environment();
        if (!clock.isEmpty()) {
            faults.add("an hour between the clocks");
        }
        for (String name : List.of("a", "b", "c")) {
            String url = name.equals("c") ? postgres.url(proxy.port()) : postgres.url();
            members.add(new Member(
                    name,
                    name.equals("b") ? clock : Map.of(),
                    folder,
                    "--spring.datasource.url=" + url,
                    "--interleave.event-loop.checkpoint-interval=PT0.3S",
                    key));
        }
        members.forEach(Member::awaitUp);
        recurring.start(any().api());
        awaiting.submit(any().api(), PROGRAMS);
        members.forEach(member -> member.startClients(ledger, random));
    }

    /// A job of the killed instance continues on another one from its checkpoint.
    private void killOne() throws Exception {
        Member victim = any();
        awaiting.submit(victim.api(), PROGRAMS);
        String job = submit(victim, ENDLESS);
        awaitSaved(other(victim), job);

        long begin = System.nanoTime();
        victim.kill();
        awaitFurther(other(victim), job, steps(other(victim), job));
        Duration takeover = Duration.ofNanos(System.nanoTime() - begin);

        longestTakeover = longestTakeover.compareTo(takeover) < 0 ? takeover : longestTakeover;
        faults.add("kill");
        cancel(other(victim), job);
        restart(victim);
    }

    /// Another instance takes over the jobs of a suspended one, which notices that when it resumes.
    private void freezeOne(PostgresProcess postgres) throws Exception {
        Member victim = any();
        awaiting.submit(victim.api(), PROGRAMS);
        String job = submit(victim, ENDLESS);
        awaitSaved(other(victim), job);

        String frozen = instance(victim);
        victim.signal("STOP");
        await().until(() -> isGone(postgres, frozen));
        awaitFurther(other(victim), job, steps(other(victim), job));
        victim.signal("CONT");

        faults.add("freeze");
        cancel(other(victim), job);
        victim.stopClients();
        victim.awaitUp();
        await().until(() -> victim.output().contains("Lost the lease"));
        victim.startClients(ledger, random);
    }

    private void terminateOne() throws Exception {
        Member victim = any();
        submit(victim, LONG);
        victim.terminate();
        faults.add("terminate");
        restart(victim);
    }

    private void cut(CuttingProxy proxy) throws Exception {
        submit(members.getLast(), LONG);
        proxy.cut(Duration.ofSeconds(3));
        faults.add("cut of the connections of one");
        goOn();
    }

    private void crash(PostgresProcess postgres) throws Exception {
        submit(any(), LONG);
        postgres.crash(Duration.ofSeconds(3));
        faults.add("crash of PostgreSQL");
        goOn();
    }

    private void hang(PostgresProcess postgres) throws Exception {
        submit(any(), LONG);
        postgres.freeze(Duration.ofSeconds(4));
        faults.add("hang of PostgreSQL");
        goOn();
    }

    private void goOn() throws Exception {
        for (Member member : members) {
            member.awaitUp();
            member.stopClients();
            member.startClients(ledger, random);
        }
    }

    private void restart(Member member) throws Exception {
        member.start();
        member.awaitUp();
        member.startClients(ledger, random);
    }

    private String submit(Member member, int n) throws IOException {
        Submitted request = new Submitted("long-" + longJobs++, List.of(n), false, null);
        ledger.asked(request);
        Api.Answer answer = member.api().post(request.path(), request.body());
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(202);
        ledger.acknowledged(request, List.of(answer.body()));
        return answer.body().path("id").asString();
    }

    private void cancel(Member member, String job) throws IOException {
        ledger.cancelAsked(job);
        Api.Answer answer = member.api().post("/v1/jobs/" + job + "/cancel", "");
        assertThat(answer.status()).describedAs(answer.toString()).isEqualTo(200);
        ledger.cancelled(job);
    }

    private static void awaitSaved(Member asked, String job) {
        await().pollInterval(Duration.ofMillis(50)).until(() -> steps(asked, job) > 0);
    }

    private static void awaitFurther(Member asked, String job, int saved) {
        await().pollInterval(Duration.ofMillis(50)).until(() -> steps(asked, job) > saved);
    }

    private static String instance(Member member) throws IOException {
        return listInstances(member)
                .filter(listed -> listed.path("self").asBoolean())
                .map(listed -> listed.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    /// Whether another instance has taken over the jobs of an instance, after the expiry of its lease.
    private static boolean isGone(PostgresProcess postgres, String instance) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM instance WHERE id = ? AND gone = 0")) {
            statement.setString(1, instance);
            return !statement.executeQuery().next();
        }
    }

    private static Stream<JsonNode> listInstances(Member asked) throws IOException {
        return asked.api().get("/v1/instances").body().path("instances").valueStream();
    }

    private static int steps(Member asked, String job) throws IOException {
        return asked.api().get("/v1/jobs/" + job).body().at("/progress/steps").asInt();
    }

    private int inspect() throws Exception {
        for (Member member : members) {
            member.stopClients();
        }
        recurring.stop(any().api());
        Inspection inspection = new Inspection(any().api(), ledger, new Factorials(), awaiting);
        inspection.awaitAllEnded();
        int stored = inspection.inspect(random);
        assertThat(ledger.faults()).describedAs("wrong, seed %d", seed).isEmpty();
        assertThat(inspection.lost()).describedAs("lost, seed %d", seed).isEmpty();
        return stored;
    }

    private void report(int stored) {
        long takenOver = members.stream().mapToLong(Member::requeued).sum();
        System.out.printf(
                "cluster test: %s; %d jobs acknowledged, %d ticks, %d jobs of programs, %d jobs in the store, %d taken over, 0 lost, "
                        + "0 wrong; longest takeover %d ms; seed %d%n",
                faults,
                ledger.acknowledgedJobs().size(),
                recurring.ticks(),
                awaiting.submitted(),
                stored,
                takenOver,
                longestTakeover.toMillis(),
                seed);
    }

    private Member any() {
        return members.get(random.nextInt(members.size()));
    }

    private Member other(Member member) {
        return members.get((members.indexOf(member) + 1) % members.size());
    }
}
