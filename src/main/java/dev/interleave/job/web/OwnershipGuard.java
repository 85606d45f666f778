package dev.interleave.job.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.job.JobStore;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.rest.request.PathIds;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Hides the jobs of other owners: for the caller, they do not exist. Thread-safe.
///
/// Handlers call it before they use an id. Its answer stays valid, because a job never changes its owner and an
/// id is never used again.
@Component
public final class OwnershipGuard {

    private final JobStore store;
    private final CurrentCaller caller;

    OwnershipGuard(JobStore store, CurrentCaller caller) {
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

    public String owner() {
        return caller.owner();
    }
}
