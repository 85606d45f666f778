package dev.interleave.store;

/// What differs between the databases that the service runs on.
public enum Dialect {
    /// Embedded: one process has the database for itself, and there is room for one writer.
    SQLITE("", "", "CAST(unixepoch('subsec') * 1000 AS INTEGER)", 1),
    /// A server that any number of instances share.
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

    /// @param url of the data source
    /// @return the dialect of the database
    /// @throws IllegalArgumentException if the service does not run on such a database
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

    /// @return the end of a query whose rows nobody else is to change until the transaction is over
    public String locked() {
        return locked;
    }

    /// @return the end of a query whose rows are to be changed by whoever comes first
    public String skipLocked() {
        return skipLocked;
    }

    /// @return an expression for the time by the clock of the database, in milliseconds since 1970
    public String now() {
        return now;
    }

    /// @return how many transactions are worth having under way at a time
    int writers() {
        return writers;
    }

    /// @return whether several instances may share the database
    public boolean isShared() {
        return this == POSTGRESQL;
    }
}
