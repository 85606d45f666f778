package dev.interleave.execution.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresNotificationListenerTest {

    private static final int STARTS = 300;

    /// Its thread once ended at once in some starts, because it ran before the field that it watched was set.
    @Test
    void listensAfterEveryStart() throws InterruptedException {
        AtomicInteger connects = new AtomicInteger();
        try (HikariDataSource database = new HikariDataSource() {
            @Override
            public String getJdbcUrl() {
                connects.incrementAndGet();
                return "jdbc:none:";
            }
        }) {
            for (int i = 1; i <= STARTS; i++) {
                var listener = new PostgresNotificationListener(true, database, () -> {}, (_, _) -> {});
                listener.start();
                for (int wait = 0; wait < 2_000 && connects.get() < i; wait++) {
                    Thread.sleep(1);
                }
                listener.stop();
                assertThat(connects).as("start " + i).hasValueGreaterThanOrEqualTo(i);
            }
        }
    }
}
