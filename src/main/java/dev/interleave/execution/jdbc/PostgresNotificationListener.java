package dev.interleave.execution.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.execution.instance.InstanceNotifier;
import dev.interleave.supervision.SupervisedThread;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Receives the notifications of other instances through PostgreSQL's LISTEN, on a thread and a connection of
/// its own. It replaces a connection that breaks.
final class PostgresNotificationListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PostgresNotificationListener.class);

    /// How long to wait for messages before the connection is looked after.
    private static final int WAIT_MILLIS = 2_000;

    private static final long PAUSE_MILLIS = 1_000;

    private final boolean needed;
    private final HikariDataSource database;
    private final Runnable onQueuedJobs;
    private final BiConsumer<InstanceNotifier.Command, UUID> onCommand;
    private @Nullable SupervisedThread thread;

    /// Set before the thread starts, which watches it.
    private volatile boolean running;

    /// @param needed false if no other instance can share the database
    /// @param onQueuedJobs runs when another instance has announced queued jobs
    /// @param onCommand takes the command of another instance for a job
    PostgresNotificationListener(
            boolean needed,
            HikariDataSource database,
            Runnable onQueuedJobs,
            BiConsumer<InstanceNotifier.Command, UUID> onCommand) {
        this.needed = needed;
        this.database = database;
        this.onQueuedJobs = onQueuedJobs;
        this.onCommand = onCommand;
    }

    @Override
    public void start() {
        if (!needed) {
            return;
        }
        running = true;
        thread = SupervisedThread.start("peer-listener", true, this::run, () -> !running);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (isRunning()) {
            try (Connection connection = connect()) {
                listen(connection);
            } catch (SQLException e) {
                log.debug("Lost the connection for notifications; reconnecting: {}", e.toString());
                pause();
            }
        }
    }

    /// Not from the pool: it is kept for as long as the service runs.
    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(database.getDataSourceProperties());
        properties.put("user", Objects.requireNonNullElse(database.getUsername(), ""));
        properties.put("password", Objects.requireNonNullElse(database.getPassword(), ""));
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + PostgresInstanceNotifier.CHANNEL);
            onQueuedJobs.run(); // notifications meanwhile were lost
            while (isRunning()) {
                PGNotification[] messages =
                        connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
                for (PGNotification message : messages) {
                    hear(message.getParameter());
                }
                if (messages.length == 0) {
                    statement.execute("SELECT 1"); // tells a broken connection
                }
            }
        }
    }

    private void hear(String message) {
        try {
            if (message.equals(PostgresInstanceNotifier.JOBS_WAIT)) {
                onQueuedJobs.run();
            } else {
                String[] words = message.split(" ", 2);
                onCommand.accept(InstanceNotifier.Command.valueOf(words[0]), UUID.fromString(words[1]));
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            log.debug("Ignored an unknown notification: {}", message); // of a newer version, maybe
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
