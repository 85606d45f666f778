package dev.interleave.store.check;

import dev.interleave.startup.StartException;
import java.sql.SQLException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/// Explains a database that fails during the start, after it has passed [DatabaseCheck]. Stateless and thread-safe.
final class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        StartException explained = DatabaseCheck.explain(cause, environment);
        return new FailureAnalysis(explained.getMessage(), explained.action(), rootFailure);
    }
}
