package dev.interleave.startup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.interleave.InterleaveApplication;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/// Starts the service with a configuration that it cannot start with, and keeps what it reports.
final class FailedStart {

    /// The title and the headings of the report take six more.
    private static final int MOST_LINES = 9;

    private final FailureAnalysis analysis;

    private FailedStart(FailureAnalysis analysis) {
        this.analysis = analysis;
    }

    /// @param arguments any port is taken unless they name one
    /// @return what the service reports at its end
    static FailedStart of(Path data, String... arguments) {
        boolean hasPort = Arrays.stream(arguments).anyMatch(argument -> argument.startsWith("--server.port="));
        Stream<String> defaults = Stream.of(
                hasPort ? "" : "--server.port=0",
                "--interleave.data-dir=" + data,
                "--interleave.event-loop.warm-up=PT0S");
        String[] all = Stream.concat(defaults, Arrays.stream(arguments))
                .filter(argument -> !argument.isEmpty())
                .toArray(String[]::new);
        Reporter.LAST.remove();

        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(InterleaveApplication.class)
                .run(all)
                .close());

        assertThat(failure).isNotNull();
        return new FailedStart(
                requireNonNull(Reporter.LAST.get(), () -> "reported with a stack trace: " + failure.getMessage()));
    }

    /// @param parts of the description or the action
    void says(String... parts) {
        String text = analysis.getDescription() + "\n" + requireNonNull(analysis.getAction());
        assertThat(text).contains(parts).doesNotContain("secret-password");
        assertThat(text.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    /// Keeps the last failure of each thread. Thread-safe.
    static final class Reporter implements FailureAnalysisReporter {

        private static final ThreadLocal<@Nullable FailureAnalysis> LAST = new ThreadLocal<>();

        @Override
        public void report(FailureAnalysis analysis) {
            LAST.set(analysis);
        }
    }
}
