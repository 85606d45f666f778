package dev.interleave.quota.rate.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.SettableClock;
import dev.interleave.quota.limits.RequestRate;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// Leases are bounded by the owners that sent requests lately, even while the database is unavailable.
class SharedBucketsTest {

    private static final RequestRate RATE = new RequestRate(1, 600);

    private final SettableClock clock = new SettableClock();
    private final SharedBuckets buckets = new SharedBuckets(new UnavailableDatabase(), clock);

    @Test
    void dropsLeasesOfFullBuckets() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(buckets.take("https://issuer.example#" + i, RATE).taken())
                    .isTrue();
        }

        clock.forward(RATE.window().plusMillis(1));

        assertThat(buckets.size()).isZero();
    }

    private static final class UnavailableDatabase extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("unavailable");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
