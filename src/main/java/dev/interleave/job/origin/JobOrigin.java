package dev.interleave.job.origin;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a job comes from. Immutable.
///
/// @param trace of the request that has submitted it, or null
/// @param parent the job whose program has submitted it, or null
/// @param reusedFrom the equal job that has computed its result, or whose result it waits for; null if there is
///     none
public record JobOrigin(
        @Nullable TraceParent trace,
        @Nullable ParentRef parent,
        @Nullable UUID reusedFrom) {

    /// A request of a client, without a trace.
    public static final JobOrigin NONE = new JobOrigin(null, null, null);

    /// @param context of the request, or null
    /// @return the same origin, in that trace
    public JobOrigin in(@Nullable TraceParent context) {
        return new JobOrigin(context, parent, reusedFrom);
    }

    /// @param job whose program has submitted it
    /// @return the same origin, with that parent
    public JobOrigin from(ParentRef job) {
        return new JobOrigin(trace, job, reusedFrom);
    }

    /// @param job the equal job, or null for none
    /// @return the same origin, with the result of that job
    public JobOrigin reusing(@Nullable UUID job) {
        return Objects.equals(job, reusedFrom) ? this : new JobOrigin(trace, parent, job);
    }

    /// @return the number of ancestors
    public int depth() {
        return parent == null ? 0 : parent.depth();
    }
}
