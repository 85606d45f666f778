package dev.interleave.job.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.JobReader;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.rest.request.PathIds;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Hides the jobs of other owners: for the caller, they do not exist. Thread-safe.
///
/// Handlers call it before they use an id. Its answer stays valid, because a job never changes its owner and an
/// id is never used again.
@Component
public final class OwnershipGuard {

    private static final List<String> CONDITIONS =
            List.of(HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_UNMODIFIED_SINCE);

    private final JobStore store;
    private final JobReader reader;
    private final CurrentCaller caller;

    OwnershipGuard(JobStore store, JobReader reader, CurrentCaller caller) {
        this.reader = reader;
        this.store = store;
        this.caller = caller;
    }

    /// @param text a part of the path
    /// @return the id of a job of the caller's owner
    /// @throws JobNotFoundException if it is none
    public UUID id(String text) {
        UUID id = PathIds.parse(text);
        if (!store.isOwnedBy(id, owner())) {
            throw new JobNotFoundException(id);
        }
        return id;
    }

    /// Checks the conditions of a request for a change as well.
    ///
    /// @param text a part of the path
    /// @return the id of a job of the caller's owner
    /// @throws JobNotFoundException if it is none
    /// @throws dev.interleave.rest.problem.ProblemException if a condition of the request does not hold
    public UUID id(String text, HttpServletRequest request) {
        UUID id = id(text);
        if (CONDITIONS.stream().anyMatch(name -> request.getHeader(name) != null)) {
            JobResponses.isNotModified(request, reader.get(id));
        }
        return id;
    }

    public String owner() {
        return caller.owner();
    }
}
