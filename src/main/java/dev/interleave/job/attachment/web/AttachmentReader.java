package dev.interleave.job.attachment.web;

import dev.interleave.job.Attachment;
import dev.interleave.job.model.Job;
import dev.interleave.rest.json.JsonFields;
import java.util.List;
import java.util.function.Supplier;

/// Reads the member of a submission that holds another module's attachments. Thread-safe.
public interface AttachmentReader {

    /// @return the name of the member
    String member();

    /// Reads the member and records its errors in the fields.
    ///
    /// @param fields of the job in the request
    /// @return supplies the attachments; to be called only if the fields have no errors; may throw a
    ///     [dev.interleave.rest.problem.ProblemException]
    Supplier<List<Attachment>> read(JsonFields fields);

    /// @param job that was submitted with attachments
    /// @return their representations for the response to a repeated submission
    List<Object> replay(Job job);
}
