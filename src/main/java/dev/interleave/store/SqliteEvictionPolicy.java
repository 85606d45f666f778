package dev.interleave.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Has the pool throw away a SQLite connection after any failure but a broken constraint. The driver keeps its
/// own note of whether a transaction is open, and a failure can make that differ from the truth: from then on,
/// every statement would be a transaction of its own, and every commit an error.
public final class SqliteEvictionPolicy implements SQLExceptionOverride {

    private static final int PRIMARY_CODE = 0xff;

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!(failure instanceof SQLiteException)) {
            return Override.CONTINUE_EVICT; // the pool knows what to do
        }
        boolean constraint = (failure.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
        return constraint ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
    }
}
