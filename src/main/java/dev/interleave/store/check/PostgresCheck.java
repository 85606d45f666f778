package dev.interleave.store.check;

import static dev.interleave.store.check.DatabaseCheck.PASSWORD;
import static dev.interleave.store.check.DatabaseCheck.URL;
import static dev.interleave.store.check.DatabaseCheck.USER;

import dev.interleave.startup.StartException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Rejects PostgreSQL databases that the service cannot use. Stateless and thread-safe.
final class PostgresCheck {

    private static final int OLDEST = 140_000;

    private PostgresCheck() {}

    /// @param url the JDBC URL
    /// @param properties of the driver, with the user and the password
    /// @throws StartException if the database cannot be used
    static void run(String url, Properties properties) {
        Properties parsed = parse(url, properties);
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            PoolerCheck.run(connection, () -> DriverManager.getConnection(url, properties), servers(parsed));
            checkDatabase(connection, name(parsed) + " at " + servers(parsed));
        } catch (SQLException e) {
            throw unusable(e, name(parsed), servers(parsed));
        }
    }

    /// @param e thrown by the driver
    /// @param url the JDBC URL
    /// @param properties of the driver
    /// @return why the service cannot use the database
    static StartException explain(SQLException e, String url, Properties properties) {
        Properties parsed = parse(url, properties);
        return unusable(e, name(parsed), servers(parsed));
    }

    private static String name(Properties parsed) {
        return "PostgreSQL database " + parsed.getProperty("PGDBNAME");
    }

    private static Properties parse(String url, Properties properties) {
        Properties parsed = Driver.parseURL(url, properties);
        if (parsed == null) {
            throw new StartException(
                    "The property " + URL + " is not a valid PostgreSQL URL.",
                    "Set " + URL + " to jdbc:postgresql://HOST:PORT/DATABASE, with a number as the port.",
                    null);
        }
        return parsed;
    }

    private static String servers(Properties parsed) {
        String[] hosts = parsed.getProperty("PGHOST").split(",");
        String[] ports = parsed.getProperty("PGPORT").split(",");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < hosts.length; i++) {
            text.append(i == 0 ? "" : ", ").append(hosts[i]).append(':').append(ports[Math.min(i, ports.length - 1)]);
        }
        return text.toString();
    }

    private static void checkDatabase(Connection connection, String database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (read(statement, "SELECT current_setting('server_version_num')::int", Integer.class) < OLDEST) {
                throw new StartException(
                        "The server of the " + database + " is older than PostgreSQL 14.",
                        "Update the server, or set " + URL + " to a newer one.",
                        null);
            }
            if ("on".equals(read(statement, "SELECT current_setting('transaction_read_only')", String.class))) {
                throw new StartException(
                        "The " + database + " is read-only.",
                        "Set " + URL + " to the primary server, or make the database writable.",
                        null);
            }
            checkSchema(statement, database);
        }
    }

    private static void checkSchema(Statement statement, String database) throws SQLException {
        String schema = read(statement, "SELECT current_schema()", String.class);
        if (schema == null) {
            throw new StartException(
                    "The search path of the user names no schema of the " + database + ".",
                    "Create the schema, or name an existing one with the parameter currentSchema in " + URL + ".",
                    null);
        }
        Tables tables = Tables.read(
                statement,
                "FROM (SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()) AS tables");
        tables.check(
                "schema " + schema + " of the " + database,
                "Set " + URL + " to an empty database, or name an empty schema with its parameter currentSchema.");
        if (!tables.hasJobs()
                && !read(statement, "SELECT has_schema_privilege(current_schema(), 'CREATE')", Boolean.class)) {
            throw new StartException(
                    "The user may not create tables in the schema " + schema + " of the " + database + ".",
                    "Run GRANT CREATE ON SCHEMA " + schema + " TO the user as its owner, or set " + USER
                            + " to the owner of the database.",
                    null);
        }
    }

    private static <T> T read(Statement statement, String query, Class<T> type) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getObject(1, type);
        }
    }

    private static StartException unusable(SQLException e, String database, String server) {
        String said = DatabaseCheck.sentence(e);
        return switch (reason(e)) {
            case UNKNOWN_HOST ->
                failure("The host of the " + database + " cannot be resolved: " + server + ".", address(), e);
            case UNREACHABLE ->
                failure("No connection to the " + database + " at " + server + ": " + said, address(), e);
            case ENCRYPTION ->
                failure(
                        "No encrypted connection to the " + database + " at " + server + ": " + said,
                        "Set the parameters sslmode and sslrootcert in " + URL + " to what the server supports, for "
                                + "example sslmode=require, or sslmode=prefer to connect without TLS where the server "
                                + "has none.",
                        e);
            case CREDENTIALS ->
                failure(
                        "The server at " + server + " rejects the user of the " + database + ": " + said,
                        "Set " + USER + " and " + PASSWORD + " (environment: SPRING_DATASOURCE_USERNAME, "
                                + "SPRING_DATASOURCE_PASSWORD) to a user of the server that may connect.",
                        e);
            case NO_DATABASE ->
                failure(
                        "The " + database + " does not exist at " + server + ".",
                        "Create it, or set the name at the end of " + URL + " to an existing database.",
                        e);
            case OTHER ->
                failure(
                        "The " + database + " at " + server + " cannot be used: " + said,
                        "Check " + URL + ", and that a PostgreSQL server accepts connections there.",
                        e);
        };
    }

    private static StartException failure(String problem, String action, SQLException e) {
        return new StartException(problem, action, e);
    }

    private static String address() {
        return "Set the host and port in " + URL
                + " (environment: SPRING_DATASOURCE_URL), and check that the server is "
                + "running and reachable from here.";
    }

    private enum Reason {
        UNKNOWN_HOST,
        UNREACHABLE,
        ENCRYPTION,
        CREDENTIALS,
        NO_DATABASE,
        OTHER
    }

    /// States are those of the SQL standard and of PostgreSQL, appendix A of its manual.
    private static Reason reason(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("3D000")) {
            return Reason.NO_DATABASE;
        }
        if (state.startsWith("28") || DatabaseCheck.contains(e, "password")) {
            return Reason.CREDENTIALS;
        }
        if (has(e, UnknownHostException.class)) {
            return Reason.UNKNOWN_HOST;
        }
        if (has(e, ConnectException.class) || has(e, SocketTimeoutException.class)) {
            return Reason.UNREACHABLE;
        }
        return has(e, SSLException.class) || DatabaseCheck.contains(e, "ssl") ? Reason.ENCRYPTION : Reason.OTHER;
    }

    private static boolean has(SQLException e, Class<? extends Exception> type) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
