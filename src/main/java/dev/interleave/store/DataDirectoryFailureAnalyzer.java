package dev.interleave.store;

import dev.interleave.store.DataDirectory.DataDirectoryException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Explains at the start what to do about a data directory that cannot be used. Stateless and thread-safe.
final class DataDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<DataDirectoryException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DataDirectoryException cause) {
        String action =
                "Set " + DataDirectory.PROPERTY + " (environment: INTERLEAVE_DATA_DIR) to a directory that this "
                        + "user may write to, with one process each; or stop the other process. Several instances need "
                        + "PostgreSQL.";
        return new FailureAnalysis(cause.getMessage(), action, cause);
    }
}
