package dev.interleave.store.check;

import dev.interleave.startup.StartException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// Rejects connection poolers that give each transaction another session of the server, such as PgBouncer in
/// transaction mode: prepared statements and notifications fail there, in some requests only. Stateless and
/// thread-safe.
final class PoolerCheck {

    /// Other clients of the pooler may take the session between two queries, so that one round can miss it.
    private static final int ROUNDS = 5;

    private PoolerCheck() {}

    /// Opens connections.
    @FunctionalInterface
    interface Opener {

        Connection open() throws SQLException;
    }

    /// A pooler tells clients a session number of its own; a server tells the real one.
    ///
    /// @param connection outside of a transaction
    /// @param opener opens a second connection, only if a pooler is in between
    /// @throws StartException if a session is not kept
    static void run(Connection connection, Opener opener, String server) throws SQLException {
        int session = session(connection);
        if (connection.unwrap(PGConnection.class).getBackendPID() == session) {
            return;
        }
        try (Connection other = opener.open()) {
            other.setAutoCommit(false);
            for (int round = 0; round < ROUNDS; round++) {
                if (session(other) == session || session(connection) != session) {
                    throw notKept(server);
                }
                other.rollback();
            }
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static StartException notKept(String server) {
        return new StartException(
                "A connection pooler at " + server + " gives each transaction another session of the server, like "
                        + "PgBouncer with pool_mode=transaction. Prepared statements and notifications between instances fail "
                        + "there.",
                "Set " + DatabaseCheck.URL
                        + " to the PostgreSQL server itself, or set pool_mode=session for this database. "
                        + "The service has a connection pool of its own.",
                null);
    }
}
