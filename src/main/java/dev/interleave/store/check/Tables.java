package dev.interleave.store.check;

import dev.interleave.startup.StartException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// What a database holds before the migrations run. Immutable.
///
/// @param count the number of tables
/// @param hasHistory whether the history of the migrations is one of them
/// @param hasJobs whether the table of jobs is one of them
record Tables(int count, boolean hasHistory, boolean hasJobs) {

    /// @param from the FROM and WHERE of a query for all tables, with their names as `name`
    static Tables read(Statement statement, String from) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("SELECT COUNT(*), COUNT(CASE WHEN name = 'flyway_schema_history' THEN 1 END), "
                        + "COUNT(CASE WHEN name = 'job' THEN 1 END) " + from)) {
            found.next();
            return new Tables(found.getInt(1), found.getInt(2) > 0, found.getInt(3) > 0);
        }
    }

    /// A history without other tables is a first start that was interrupted.
    private boolean areForeign() {
        return hasHistory ? count > 1 && !hasJobs : count > 0;
    }

    /// @param place what holds the tables
    /// @param action what to do about foreign tables
    /// @throws StartException if the tables belong to another application
    void check(String place, String action) {
        if (areForeign()) {
            throw new StartException("The " + place + " holds the tables of another application.", action, null);
        }
    }
}
