import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Serializable;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.BackgroundJob;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** Long and short jobs for db-scheduler or JobRunr, in the process that runs them; see java-peers.sh. Without long ones, how many short jobs a second. */
public class JavaPeers {

    private static final long INTERVAL_NANOS = 20_000_000;
    private static final long GIVE_UP_NANOS = 40_000_000_000L;
    private static final Map<String, Long> DONE = new ConcurrentHashMap<>();
    private static HikariDataSource database;

    public record Input(String id, int n) implements Serializable {}

    private interface Submit {
        void job(String id, int n) throws Exception;
    }

    /** The job of both: stores its result, and is done once that is committed. */
    public static void factorial(String id, int n) throws SQLException {
        BigInteger product = BigInteger.ONE;
        for (int factor = 2; factor <= n; factor++) {
            product = product.multiply(BigInteger.valueOf(factor));
        }
        String digits = product.toString(16);
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("INSERT INTO result VALUES (?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, digits);
            insert.executeUpdate();
        }
        DONE.put(id, System.nanoTime());
    }

    public static void main(String[] args) throws Exception {
        String library = args[0];
        String setting = args[1];
        String workers = args[2];
        int longs = Integer.parseInt(args[3]);
        int longN = Integer.parseInt(args[4]);
        double seconds = Double.parseDouble(args[5]);
        database = dataSource();
        execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE TABLE result (id TEXT PRIMARY KEY, digits TEXT)");
        Submit submit = library.equals("jobrunr") ? jobRunr(workers) : dbScheduler(workers);

        List<String> warm = IntStream.range(0, 50).mapToObj(i -> "w" + i).toList();
        for (String id : warm) {
            submit.job(id, 20_000);
        }
        waitFor(warm);
        if (longs == 0) {
            reportThroughput(library, setting, throughput(submit, seconds));
            System.exit(0);
        }
        long begin = System.nanoTime();
        List<String> longIds = IntStream.range(0, longs).mapToObj(i -> "l" + i).toList();
        for (String id : longIds) {
            submit.job(id, longN);
        }
        Thread.sleep(200);
        Map<String, Long> submitted = new LinkedHashMap<>();
        try (var clients = Executors.newFixedThreadPool(8)) {
            long start = System.nanoTime();
            for (int i = 0; System.nanoTime() - start < seconds * 1e9 && !DONE.keySet().containsAll(longIds); i++) {
                long delay = start + i * INTERVAL_NANOS - System.nanoTime();
                Thread.sleep(Math.max(0, delay / 1_000_000));
                String id = "s" + i;
                submitted.put(id, System.nanoTime());
                clients.submit(() -> {
                    submit.job(id, 20);
                    return id;
                });
            }
        }
        waitFor(submitted.keySet());
        waitFor(longIds);
        report(library, setting, longs, longN, submitted, longIds, begin);
        System.exit(0);
    }

    /** As many short jobs as get submitted by fifty clients, and their ends: jobs a second. */
    private static double throughput(Submit submit, double seconds) throws InterruptedException {
        int before = DONE.size();
        AtomicInteger submitted = new AtomicInteger();
        long start = System.nanoTime();
        try (var clients = Executors.newFixedThreadPool(50)) {
            for (int client = 0; client < 50; client++) {
                clients.submit(() -> {
                    while (System.nanoTime() - start < seconds * 1e9) {
                        submit.job("t" + submitted.incrementAndGet(), 20);
                    }
                    return null;
                });
            }
        }
        long end = System.nanoTime() + GIVE_UP_NANOS;
        while (DONE.size() - before < submitted.get() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return (DONE.size() - before) / ((System.nanoTime() - start) / 1e9);
    }

    private static void reportThroughput(String library, String setting, double jobsPerSecond) {
        System.out.printf(
                Locale.ROOT,
                "{\"system\": \"%s\", \"setting\": \"%s, 50 clients\", \"jobs_per_s\": %.0f}%n",
                name(library), setting, jobsPerSecond);
    }

    private static String name(String library) {
        return library.equals("jobrunr") ? "JobRunr 8.7.0" : "db-scheduler 16.12.0";
    }

    private static void report(
            String library, String setting, int longs, int longN, Map<String, Long> submitted, List<String> longIds, long begin) {
        double[] millis = submitted.entrySet().stream()
                .filter(job -> DONE.containsKey(job.getKey()))
                .mapToDouble(job -> (DONE.get(job.getKey()) - job.getValue()) / 1e6)
                .sorted()
                .toArray();
        List<Long> ends = longIds.stream().filter(DONE::containsKey).map(DONE::get).sorted().toList();
        double perSecond = ends.isEmpty() ? 0 : ends.size() / ((ends.getLast() - begin) / 1e9);
        System.out.printf(
                Locale.ROOT,
                "{\"system\": \"%s\", \"setting\": \"%s\", \"longs\": %d, \"long_n\": %d, \"shorts\": %d, \"unfinished\": %d, "
                        + "\"p50_ms\": %.2f, \"p99_ms\": %.2f, \"max_ms\": %.2f, \"longs_per_s\": %.3f}%n",
                name(library), setting, longs, longN, submitted.size(), submitted.size() - millis.length,
                at(millis, 0.5), at(millis, 0.99), at(millis, 1), perSecond);
    }

    private static double at(double[] sorted, double p) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.min(sorted.length - 1, (int) (sorted.length * p))];
    }

    private static void waitFor(Collection<String> ids) throws InterruptedException {
        long end = System.nanoTime() + GIVE_UP_NANOS;
        while (System.nanoTime() < end && !DONE.keySet().containsAll(ids)) {
            Thread.sleep(20);
        }
    }

    private static Submit dbScheduler(String workers) throws SQLException {
        execute(
                "CREATE TABLE scheduled_tasks (task_name TEXT NOT NULL, task_instance TEXT NOT NULL, task_data BYTEA, "
                        + "execution_time TIMESTAMPTZ NOT NULL, picked BOOLEAN NOT NULL, picked_by TEXT, last_success TIMESTAMPTZ, "
                        + "last_failure TIMESTAMPTZ, consecutive_failures INT, last_heartbeat TIMESTAMPTZ, version BIGINT NOT NULL, "
                        + "priority SMALLINT, PRIMARY KEY (task_name, task_instance))",
                "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
                "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");
        OneTimeTask<Input> task = Tasks.oneTime("factorial", Input.class).execute((instance, _) -> {
            try {
                factorial(instance.getData().id(), instance.getData().n());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        var builder = Scheduler.create(database, task).enableImmediateExecution();
        if (!workers.equals("default")) {
            builder.threads(Integer.parseInt(workers));
        }
        Scheduler scheduler = builder.build();
        scheduler.start();
        return (id, n) -> scheduler.schedule(task.instance(id, new Input(id, n)), Instant.now());
    }

    private static Submit jobRunr(String workers) {
        var server = BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollIntervalInSeconds(5); // the shortest that it takes
        if (!workers.equals("default")) {
            server = server.andWorkerCount(Integer.parseInt(workers));
        }
        JobRunr.configure()
                .useStorageProvider(new PostgresStorageProvider(database))
                .useBackgroundJobServer(server)
                .initialize();
        return (id, n) -> BackgroundJob.enqueue(() -> JavaPeers.factorial(id, n));
    }

    private static HikariDataSource dataSource() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + System.getenv("PGPORT") + "/postgres");
        config.setUsername("postgres");
        config.setMaximumPoolSize(20);
        return new HikariDataSource(config);
    }

    private static void execute(String... statements) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
