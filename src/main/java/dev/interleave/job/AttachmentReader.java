package dev.interleave.job;

import dev.interleave.rest.json.JsonFields;
import java.util.List;
import java.util.function.Supplier;

/// Reads what comes with a new job in a member of the request that another room owns. Thread-safe.
public interface AttachmentReader {

    /// @return the member's name
    String member();

    /// Notes what is wrong with the member.
    ///
    /// @param fields of the job in the request
    /// @return to be asked once nothing is wrong; may throw a [dev.interleave.rest.problem.ProblemException] of its
    /// own
    Supplier<List<Attachment>> read(JsonFields fields);
}
