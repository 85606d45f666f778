package dev.interleave.store;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Evicts a SQLite connection from the pool after every failure except a constraint violation. The driver tracks
/// whether a transaction is open, and a failure can make its state wrong: every later statement would be a
/// transaction of its own, and every commit an error. Stateless and thread-safe.
public final class SqliteEvictionPolicy implements SQLExceptionOverride {

    private static final int PRIMARY_CODE = 0xff;

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        if (!(failure instanceof SQLiteException)) {
            return Override.CONTINUE_EVICT; // the pool's own rules apply
        }
        boolean constraint = (failure.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
        return constraint ? Override.DO_NOT_EVICT : Override.MUST_EVICT;
    }
}
