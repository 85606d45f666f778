package dev.interleave.store;

import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/// Lets migrations take as long as they need: other statements on PostgreSQL have a short timeout. Thread-safe.
@Component
final class MigrationTimeouts implements Callback {

    private final Dialect dialect;

    MigrationTimeouts(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return dialect == Dialect.POSTGRESQL && event == Event.BEFORE_EACH_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    /// The pool restores the timeout when it takes the connection back.
    @Override
    public void handle(Event event, Context context) {
        try {
            context.getConnection().setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String getCallbackName() {
        return "timeouts";
    }
}
