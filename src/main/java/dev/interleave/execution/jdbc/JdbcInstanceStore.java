package dev.interleave.execution.jdbc;

import dev.interleave.execution.instance.Instance;
import dev.interleave.execution.instance.InstanceStore;
import dev.interleave.store.Dialect;
import dev.interleave.store.GroupCommit;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Leases of instances in a relational database. Thread-safe.
@Component
final class JdbcInstanceStore implements InstanceStore {

    /// How long an instance that is gone may still try to write.
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final GroupCommit commits;
    private final String now;
    private final String version;

    JdbcInstanceStore(JdbcClient jdbc, GroupCommit commits, Dialect dialect, ObjectProvider<BuildProperties> build) {
        this.jdbc = jdbc;
        this.commits = commits;
        this.now = dialect.now();
        this.version =
                build.stream().findFirst().map(BuildProperties::getVersion).orElse("unknown");
    }

    @Override
    public void register(String id, String scheduling, Instant startedAt, Duration lease) {
        String host = host();
        commits.write(() -> jdbc.sql(String.format(Locale.ROOT, """
                        INSERT INTO instance (id, host, version, scheduling, started_at, seen_at, lease_until)
                        VALUES (?, ?, ?, ?, ?, %1$s, %1$s + ?)
                        ON CONFLICT (id) DO UPDATE
                        SET gone = 0, seen_at = excluded.seen_at, lease_until = excluded.lease_until""", now))
                .params(id, host, version, scheduling, startedAt.toEpochMilli(), lease.toMillis())
                .update());
    }

    /// Past the queue of the other writes: a lease that is renewed too late is lost.
    @Override
    public boolean renew(String id, Duration lease, long runningJobs) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        UPDATE instance SET seen_at = %1$s, lease_until = %1$s + ?, running = ?
                        WHERE id = ? AND gone = 0""", now))
                        .params(lease.toMillis(), runningJobs, id)
                        .update()
                == 1;
    }

    @Override
    public void leave(String id) {
        commits.write(() ->
                jdbc.sql("UPDATE instance SET gone = 1 WHERE id = ?").param(id).update());
    }

    @Override
    public List<String> markGone() {
        return commits.write(() -> {
            jdbc.sql("UPDATE instance SET gone = 1 WHERE gone = 0 AND lease_until < " + now)
                    .update();
            jdbc.sql("DELETE FROM instance WHERE gone = 1 AND lease_until < " + now + " - ?")
                    .param(REMEMBERED.toMillis())
                    .update();
            return jdbc.sql("SELECT id FROM instance WHERE gone = 1")
                    .query(String.class)
                    .list();
        });
    }

    @Override
    public List<Instance> present() {
        return jdbc.sql("SELECT * FROM instance WHERE gone = 0 AND lease_until >= " + now + " ORDER BY started_at, id")
                .query(JdbcInstanceStore::instance)
                .list();
    }

    @Override
    public void forgetOthers(String id) {
        commits.write(
                () -> jdbc.sql("DELETE FROM instance WHERE id <> ?").param(id).update());
    }

    private static Instance instance(ResultSet row, int number) throws SQLException {
        return new Instance(
                row.getString("id"),
                row.getString("host"),
                row.getString("version"),
                row.getString("scheduling"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("seen_at")),
                Instant.ofEpochMilli(row.getLong("lease_until")),
                row.getLong("running"));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
