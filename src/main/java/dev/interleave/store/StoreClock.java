package dev.interleave.store;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells the time that all instances on a store agree on: that of the database's clock. Thread-safe.
@Component
public final class StoreClock {

    private final InstantSource source;

    /// @param clock of this process, for a store that no other process uses
    @Autowired
    StoreClock(JdbcClient jdbc, Dialect dialect, InstantSource clock) {
        this(dialect.isShared() ? () -> ask(jdbc, dialect) : clock);
    }

    /// @param source of the time
    public StoreClock(InstantSource source) {
        this.source = source;
    }

    /// May ask the database.
    ///
    /// @return the time, in milliseconds
    public Instant instant() {
        return source.instant();
    }

    private static Instant ask(JdbcClient jdbc, Dialect dialect) {
        return Instant.ofEpochMilli(
                jdbc.sql("SELECT " + dialect.now()).query(Long.class).single());
    }
}
