package dev.interleave.job.web.events;

import dev.interleave.job.JobReader;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobNotFoundException;
import dev.interleave.job.web.JobView;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.sse.EventStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends the changes of a job as server-sent events. Thread-safe.
///
/// A stream polls the job and keeps no state on the server. So it works for jobs of any instance, and a client that
/// reconnects, even to another instance, receives what has changed since.
@Component
final class JobEventStream {

    /// How long to wait between two looks at a job that runs here: ten events a second at most.
    private static final Duration NEARBY = Duration.ofMillis(100);

    /// The same for a job that waits or runs elsewhere, where a look is a query.
    private static final Duration AWAY = Duration.ofMillis(500);

    /// How many looks at the progress alone come between two at the store.
    private static final int GLANCES = 4;

    private final JobReader reader;
    private final JsonMapper json;

    JobEventStream(JobReader reader, JsonMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /// What tells apart whatever is worth an event: where the job is in its life, and how far it has come. A
    /// client that has seen it knows all that was told before.
    static String id(Job job) {
        return job.state().wireName() + "-" + job.progress().steps() + "-"
                + Math.round(job.progress().fraction() * 10_000);
    }

    /// Sends events until the job has ended, is gone, or the service stops.
    ///
    /// @param stream where to
    /// @param first the job as it is now
    /// @param base the base path of the request
    /// @param lastId of the last event that the client has seen, whatever it is; null if it has seen none
    void tell(EventStream stream, Job first, BasePath base, @Nullable String lastId) throws IOException {
        String told = lastId == null ? "" : lastId;
        int printed = 0;
        Job job = first;
        for (int looks = 1; ; looks++) {
            printed = tellOutput(stream, job, printed);
            told = tellIfNew(stream, job, base, told);
            if (job.state().isFinal()) {
                return;
            }
            stream.keepAlive();
            Optional<Job> next = next(job, looks % (GLANCES + 1) == 0);
            if (next.isEmpty() || !stream.isOpen()) {
                return;
            }
            job = next.get();
        }
    }

    private String tellIfNew(EventStream stream, Job job, BasePath base, String told) throws IOException {
        String id = id(job);
        if (!id.equals(told)) {
            String name = stateOf(told).equals(job.state().wireName()) ? "progress" : "state";
            stream.send(name, id, json.writeValueAsString(JobView.of(job, base)));
        }
        return id;
    }

    /// @param printed how many characters were sent before
    /// @return how many were sent
    private int tellOutput(EventStream stream, Job job, int printed) throws IOException {
        String output = reader.peekOutput(job).orElse("");
        if (output.length() <= printed) {
            return printed;
        }
        stream.send("output", json.writeValueAsString(new OutputPiece(printed, output.substring(printed))));
        return output.length();
    }

    private static String stateOf(String id) {
        int end = id.indexOf('-');
        return end < 0 ? "" : id.substring(0, end);
    }

    /// @return empty if the job was deleted
    private Optional<Job> next(Job job, boolean thorough) {
        boolean nearby = reader.peekProgress(job).isPresent();
        reader.awaitEnd(job.id(), nearby ? NEARBY : AWAY);
        Optional<Job> glance = thorough ? Optional.empty() : reader.peekProgress(job);
        try {
            return glance.isPresent() ? glance : Optional.of(reader.get(job.id()));
        } catch (JobNotFoundException e) {
            return Optional.empty();
        }
    }

    /// The data of an event `output`.
    ///
    /// @param offset how many characters were printed before, in UTF-16 units
    /// @param text what was printed then
    private record OutputPiece(int offset, String text) {}
}
