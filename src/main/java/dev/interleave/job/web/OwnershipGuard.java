package dev.interleave.job.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.rest.request.PathIds;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Lets those who ask see their own jobs alone: another owner's is not there. Thread-safe.
///
/// The question is asked before anything else is done with an id. The answer stays right, because a job never
/// changes its owner and an id is never used again.
@Component
public final class OwnershipGuard {

    private final JobStore store;
    private final CurrentCaller caller;

    OwnershipGuard(JobStore store, CurrentCaller caller) {
        this.store = store;
        this.caller = caller;
    }

    /// @param text a part of the path
    /// @return the id of a job of who asks
    /// @throws JobNotFoundException if it is none
    public UUID id(String text) {
        UUID id = PathIds.parse(text);
        if (!store.isOwnedBy(id, owner())) {
            throw new JobNotFoundException(id);
        }
        return id;
    }

    public String owner() {
        return caller.owner();
    }
}
