package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Port to the reader of the jobs that programs submit. Implementations are thread-safe.
public interface ChildJobReader {

    /// A program cannot submit the jobs.
    final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String exception;

        /// @param exception what the program raises: the name of a class of exceptions, such as `ValueError`
        /// @param message of that exception
        public RefusedException(String exception, String message) {
            super(message, null, false, false);
            this.exception = exception;
        }

        /// @return what the program raises
        public String exception() {
            return exception;
        }
    }

    /// Reads the jobs that a program submits at one of its steps. Takes time proportional to their programs.
    ///
    /// @param parent the job of the program
    /// @param requests for one to 1,000 jobs
    /// @return the jobs, in the same order
    /// @throws RefusedException if a request is invalid, or exceeds a limit of the owner
    List<NewJob> read(Job parent, List<Map<String, @Nullable Object>> requests);
}
