package dev.interleave.webhook.delivery;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.interleave.store.GroupCommit;
import dev.interleave.store.WriterLock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Configures db-scheduler: attempts run on virtual threads, and its bookkeeping uses connections of its own.
///
/// On SQLite, these connections share the writer lock and do not wait for the disk. A power failure can undo
/// bookkeeping, so that an attempt is repeated; delivery is at least once anyway.
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

    /// Releases the tasks that a previous process had picked: only one process uses the embedded store at a time.
    /// Otherwise they would wait until their heartbeats time out.
    @Bean
    DbSchedulerCustomizer dbSchedulerCustomizer(
            HikariDataSource store, WriterLock lock, JdbcClient jdbc, GroupCommit commits) {
        if (!store.getJdbcUrl().startsWith("jdbc:sqlite:")) {
            return new Customizer(store);
        }
        commits.write(() -> jdbc.sql("""
                        UPDATE scheduled_tasks SET picked = 0, picked_by = NULL, last_heartbeat = NULL
                        WHERE picked = 1""").update());
        return new Customizer(lock.guard(bookkeeping(store)));
    }

    private static DataSource bookkeeping(HikariDataSource store) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("scheduler");
        config.setJdbcUrl(store.getJdbcUrl().replace("synchronous=FULL", "synchronous=NORMAL"));
        config.setMaximumPoolSize(2);
        config.setExceptionOverrideClassName(store.getExceptionOverrideClassName());
        return new HikariDataSource(config);
    }

    private record Customizer(DataSource source) implements DbSchedulerCustomizer {

        @Override
        public Optional<DataSource> dataSource() {
            return Optional.of(source);
        }

        @Override
        public Optional<ExecutorService> executorService() {
            return Optional.of(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("webhook-", 0).factory()));
        }
    }
}
