package dev.interleave.job;

import dev.interleave.rest.problem.ProblemException;
import java.util.Optional;

/// Whoever limits what an owner may have at a time. Thread-safe.
public interface JobQuotas {

    /// No limits for anybody.
    JobQuotas NONE = new JobQuotas() {
        @Override
        public boolean limit(String owner) {
            return false;
        }

        @Override
        public Optional<ProblemException> refusal(String owner, ResourceRequest resourceRequest) {
            return Optional.empty();
        }

        @Override
        public Optional<ProblemException> reserve(String owner, ResourceRequest resourceRequest) {
            return Optional.empty();
        }
    };

    /// @param owner of somebody
    /// @return whether there is any limit to what they may submit; if not, nothing else needs to be asked
    boolean limit(String owner);

    /// Looks whether a submission is too much, without changing anything: others may be faster.
    ///
    /// @param owner who submits
    /// @param resourceRequest what it takes
    /// @return why it is refused, if it is
    Optional<ProblemException> refusal(String owner, ResourceRequest resourceRequest);

    /// Takes what a submission needs, in the transaction that is about to keep the jobs. Until that is over,
    /// nobody else can take anything. It must be one that runs alone on this instance among all that reserve;
    /// see [dev.interleave.store.SerializedWriter].
    ///
    /// @param owner who submits
    /// @param resourceRequest what it takes
    /// @return why it is refused, if it is; then nothing was taken
    Optional<ProblemException> reserve(String owner, ResourceRequest resourceRequest);
}
