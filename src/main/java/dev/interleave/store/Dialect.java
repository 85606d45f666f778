package dev.interleave.store;

/// What differs between the databases that the service supports. Immutable and thread-safe.
public enum Dialect {
    /// Embedded in one process; the database allows one writer at a time.
    SQLITE("", "", "CAST(unixepoch('subsec') * 1000 AS INTEGER)", 1),
    /// A server that any number of instances may share.
    POSTGRESQL(
            "FOR UPDATE", "FOR UPDATE SKIP LOCKED", "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)", 2);

    private final String locked;
    private final String skipLocked;
    private final String now;
    private final int writers;

    Dialect(String locked, String skipLocked, String now, int writers) {
        this.locked = locked;
        this.skipLocked = skipLocked;
        this.now = now;
        this.writers = writers;
    }

    /// @param url the JDBC URL of the data source
    /// @return the dialect of the database
    /// @throws IllegalArgumentException if the database is not supported
    public static Dialect of(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException(
                "spring.datasource.url must begin with jdbc:postgresql: or jdbc:sqlite:, not "
                        + url.split("[/?]", 2)[0]);
    }

    /// @return the clause of a query that locks its rows until the end of the transaction
    public String locked() {
        return locked;
    }

    /// @return the clause of a query that locks its rows and skips rows that are locked
    public String skipLocked() {
        return skipLocked;
    }

    /// Without statistics, SQLite may prefer an index that does not give the order.
    ///
    /// @param index of the table
    /// @return the clause after the name of a table that makes the query use the index; blank where the database
    ///     finds the index by itself
    public String indexedBy(String index) {
        return this == SQLITE ? " INDEXED BY " + index + " " : " ";
    }

    /// @return an SQL expression for the time of the database's clock, in milliseconds since 1970
    public String now() {
        return now;
    }

    /// @return the number of threads that write at the same time
    int writers() {
        return writers;
    }

    /// @return whether several instances may share the database
    public boolean isShared() {
        return this == POSTGRESQL;
    }
}
