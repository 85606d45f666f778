package dev.interleave.execution.checkpoint;

import dev.interleave.computation.Calculation;
import dev.interleave.computation.await.AwaitResult;
import dev.interleave.computation.await.AwaitResult.FailedJob;
import dev.interleave.computation.await.AwaitResult.Refused;
import dev.interleave.computation.await.AwaitResult.Values;
import dev.interleave.computation.await.AwaitResult.Winner;
import dev.interleave.job.JobStore;
import dev.interleave.job.ResultReader;
import dev.interleave.job.await.AwaitedItem;
import dev.interleave.job.await.JobAwait;
import dev.interleave.job.content.Content;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.ResultForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives a program the results of the jobs that it has waited for. Thread-safe. Takes time that grows with the
/// results, so never call it on the loop thread.
final class AwaitedResults {

    private final JobStore store;
    private final ResultReader results;

    AwaitedResults(JobStore store, ResultReader results) {
        this.store = store;
        this.results = results;
    }

    /// Continues a calculation that waits, if its wait is over. Leaves a calculation whose wait is not stored yet.
    ///
    /// @param job of the calculation
    /// @param calculation as of the checkpoint of the job
    void resume(Job job, Calculation calculation) {
        JobAwait await = job.await();
        if (await != null
                && await.isOver()
                && calculation.steps().orElse(-1) == await.step()
                && !calculation.awaits().isEmpty()) {
            calculation.resumeWith(result(job, await));
        }
    }

    private AwaitResult result(Job job, JobAwait await) {
        Map<UUID, Job> children = store.findAll(await.children().toList());
        UUID failed = await.failed();
        if (failed != null) {
            return failure(failed, children.get(failed));
        }
        var reader = new Reader(children, job.spec().cost().maxBytes());
        try {
            List<@Nullable Object> all = new ArrayList<>();
            await.items().forEach(item -> all.add(reader.value(item)));
            return new Values(all);
        } catch (MissingResultException e) {
            return failure(e.id, null);
        } catch (ResultsTooLongException e) {
            return new Refused("MemoryError", "the results of the jobs are longer than the memory of the program");
        }
    }

    private static FailedJob failure(UUID id, @Nullable Job child) {
        if (child == null || child.state() == JobState.SUCCEEDED) {
            return new FailedJob(
                    false, id.toString(), "deleted", "result-deleted", "Job " + id + " or its result was deleted.");
        }
        JobFailure failure = child.failure();
        boolean isCancelled = child.state() == JobState.CANCELLED;
        return new FailedJob(
                isCancelled,
                id.toString(),
                child.state().wireName(),
                failure == null
                        ? child.state().wireName()
                        : failure.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                failure == null ? "Job " + id + " was cancelled." : failure.detail());
    }

    private static final class MissingResultException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final UUID id;

        private MissingResultException(UUID id) {
            this.id = id;
        }
    }

    private static final class ResultsTooLongException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /// Reads results up to a length.
    private final class Reader {

        private final Map<UUID, Job> children;
        private long bytesLeft;

        private Reader(Map<UUID, Job> children, long maxBytes) {
            this.children = children;
            this.bytesLeft = maxBytes;
        }

        private @Nullable Object value(AwaitedItem item) {
            return switch (item) {
                case AwaitedItem.Time _ -> null;
                case AwaitedItem.Child(UUID id) -> value(id);
                case AwaitedItem.First(List<AwaitedItem> alternatives, Integer winner) -> {
                    int index = Objects.requireNonNull(winner);
                    yield new Winner(index, value(alternatives.get(index)));
                }
            };
        }

        private Object value(UUID id) {
            Job child = children.get(id);
            JobResult result = child == null ? null : child.result();
            if (child == null || result == null) {
                throw new MissingResultException(id);
            }
            return switch (result.kind()) {
                case INTEGER -> integer(child, result);
                case JSON -> new AwaitResult.Json(text(child));
                case TEXT -> text(child);
                case BYTES -> bytes(child, results.result(child, ResultForm.TEXT));
            };
        }

        private BigInteger integer(Job child, JobResult result) {
            byte[] magnitude = bytes(child, results.result(child, ResultForm.BINARY));
            return new BigInteger(result.isNegative() ? -1 : 1, magnitude);
        }

        private String text(Job child) {
            return new String(bytes(child, results.result(child, ResultForm.TEXT)), StandardCharsets.UTF_8);
        }

        private byte[] bytes(Job child, Content content) {
            bytesLeft -= content.length();
            if (bytesLeft < 0) {
                throw new ResultsTooLongException();
            }
            try (InputStream in = content.open(0)) {
                byte[] all = in.readAllBytes();
                if (all.length != content.length()) {
                    throw new MissingResultException(child.id());
                }
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
