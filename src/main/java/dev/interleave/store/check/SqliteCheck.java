package dev.interleave.store.check;

import dev.interleave.startup.StartException;
import dev.interleave.store.StoreLocation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Rejects files that the service cannot use as its embedded database. Stateless and thread-safe.
final class SqliteCheck {

    private static final String PLACE =
            "interleave.data-dir (environment: INTERLEAVE_DATA_DIR), or " + DatabaseCheck.URL + " if you have set it,";

    private static final int MAX_BASE_CODE = 0xff;

    private SqliteCheck() {}

    /// @throws StartException if the database cannot be used
    static void run(String url, Properties properties) {
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement()) {
            Tables.read(statement, "FROM sqlite_master WHERE type = 'table'")
                    .check(
                            "database file " + StoreLocation.sqliteFile(url),
                            "Set " + PLACE + " to another place, or move the file away.");
            statement.execute("BEGIN IMMEDIATE");
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw explain(e, url);
        }
    }

    /// @param e thrown by the driver
    /// @param url the JDBC URL
    /// @return why the service cannot use the database
    static StartException explain(SQLException e, String url) {
        return new StartException(
                "The database file " + StoreLocation.sqliteFile(url) + " " + problem(e), action(e), e);
    }

    private static String problem(SQLException e) {
        return switch (code(e)) {
            case SQLITE_NOTADB -> "is not a SQLite database.";
            case SQLITE_CORRUPT -> "is damaged.";
            case SQLITE_CANTOPEN -> "cannot be opened or created.";
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> "cannot be written to.";
            case SQLITE_BUSY, SQLITE_LOCKED -> "is locked by another process.";
            case SQLITE_FULL -> "cannot grow: the disk is full.";
            default -> "cannot be used: " + DatabaseCheck.sentence(e);
        };
    }

    private static String action(SQLException e) {
        return switch (code(e)) {
            case SQLITE_NOTADB -> "Set " + PLACE + " to another place, or move the file away.";
            case SQLITE_CORRUPT ->
                "Restore the file from a backup, or move it away to start with an empty database. "
                        + "`sqlite3 FILE .recover` saves what is readable.";
            case SQLITE_BUSY, SQLITE_LOCKED -> "Stop the other process. Several instances need PostgreSQL.";
            case SQLITE_FULL -> "Free disk space, or set " + PLACE + " to a place on another disk.";
            default -> "Set " + PLACE + " to a place that this user may write to.";
        };
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & MAX_BASE_CODE)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
