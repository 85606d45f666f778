package dev.interleave.job.jdbc;

import dev.interleave.computation.Algorithm;
import dev.interleave.computation.Computation;
import dev.interleave.computation.Input;
import dev.interleave.computation.ProgramError;
import dev.interleave.computation.ValueKind;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.model.CheckpointRef;
import dev.interleave.job.model.ComputationKey;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.job.model.JobHistory;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.model.JobSpec;
import dev.interleave.job.model.JobState;
import dev.interleave.job.model.JobTimestamps;
import dev.interleave.job.model.Lease;
import dev.interleave.job.model.Priority;
import dev.interleave.job.model.Progress;
import dev.interleave.job.origin.JobOrigin;
import dev.interleave.job.origin.ParentRef;
import dev.interleave.job.origin.TraceParent;
import dev.interleave.job.plan.FailurePolicy;
import dev.interleave.job.plan.JobPlan;
import dev.interleave.job.plan.RetryPolicy;
import dev.interleave.program.run.InputJson;
import dev.interleave.program.run.Programs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Turns rows of the table `job` into jobs, and jobs into the parameters of a row.
@Component
final class JobRowMapper implements RowMapper<Job> {

    private static final TypeReference<Map<String, Long>> NUMBERS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final TypeReference<List<UUID>> IDS = new TypeReference<>() {};

    private final Catalogue catalogue;
    private final Programs programs;

    private final JsonMapper json = JsonMapper.shared();

    JobRowMapper(Catalogue catalogue, Programs programs) {
        this.catalogue = catalogue;
        this.programs = programs;
    }

    @Override
    public Job mapRow(ResultSet row, int number) throws SQLException {
        return new Job(
                UUID.fromString(row.getString("id")),
                row.getString("owner"),
                spec(row),
                plan(row),
                JobState.valueOf(row.getString("state")),
                timestamps(row),
                new Progress(
                        row.getLong("steps"),
                        nullableLong(row, "total_steps"),
                        row.getLong("rounds"),
                        row.getDouble("fraction")),
                new Lease(row.getString("instance"), row.getLong("epoch")),
                new CheckpointRef(
                        row.getLong("checkpoint"),
                        row.getLong("checkpoint_bytes"),
                        Duration.ofMillis(row.getLong("ran_millis"))),
                result(row),
                failure(row),
                new JobHistory(row.getInt("attempt"), row.getInt("revision")),
                origin(row),
                AwaitJson.read(row.getString("awaited")));
    }

    private static JobOrigin origin(ResultSet row) throws SQLException {
        String trace = row.getString("traceparent");
        String parent = row.getString("parent");
        String reusedFrom = row.getString("reused_from");
        if (trace == null && parent == null && reusedFrom == null) {
            return JobOrigin.NONE;
        }
        return new JobOrigin(
                trace == null ? null : TraceParent.parse(trace).orElse(null),
                parent == null
                        ? null
                        : new ParentRef(
                                UUID.fromString(parent),
                                row.getInt("parent_attempt"),
                                row.getLong("child_number"),
                                row.getInt("depth")),
                reusedFrom == null ? null : UUID.fromString(reusedFrom));
    }

    /// The parameters of `INSERT INTO job` that never change, and the lease, in the order of its columns.
    @Nullable
    Object[] inserted(Job job) {
        JobSpec spec = job.spec();
        Duration timeout = spec.timeout();
        Instant started = job.timestamps().startedAt();
        return new @Nullable Object[] {
            job.id().toString(),
            job.owner(),
            spec.computation().name(),
            InputJson.write(spec.input()),
            spec.algorithm().name(),
            spec.priority().name(),
            labels(spec),
            timeout == null ? null : timeout.toMillis(),
            job.progress().totalSteps(),
            job.timestamps().createdAt().toEpochMilli(),
            started == null ? null : started.toEpochMilli(),
            job.lease().instance(),
            job.lease().epoch(),
            job.trace() == null ? null : job.trace().toString(),
            spec.resultBytes(),
            spec.computation().sourceHash().orElse(null),
            spec.computation().inputHash().orElse(null),
            isAlwaysFindable(spec) ? ComputationKey.of(spec).hash(job.owner()) : null
        };
    }

    /// Whether equal jobs can find a job that has not asked for a result to be reused itself. To compute a short
    /// result takes no longer than to find it, and the index would take time from every short job.
    static boolean isAlwaysFindable(JobSpec spec) {
        return spec.resultBytes() > JobResult.INLINE_DIGITS;
    }

    /// @return the column `problem_error`
    @Nullable
    String error(JobFailure failure) {
        return failure.error() == null ? null : json.writeValueAsString(failure.error());
    }

    /// @return the columns of the plan, in the order of `UPDATE job` in [JobUpdates]
    @Nullable
    Object[] plan(JobPlan plan) {
        boolean waits = !plan.after().isEmpty();
        Instant startAt = plan.startAt();
        return new @Nullable Object[] {
            startAt == null ? null : startAt.toEpochMilli(),
            waits ? json.writeValueAsString(plan.after()) : null,
            waits ? plan.onFailure().name() : null,
            plan.retry().maxAttempts(),
            plan.retry().backoff().toMillis()
        };
    }

    /// @return the columns of the origin, in the order of `UPDATE job` in [JobUpdates]
    static @Nullable Object[] origin(JobOrigin origin) {
        ParentRef parent = origin.parent();
        UUID reusedFrom = origin.reusedFrom();
        return new @Nullable Object[] {
            parent == null ? null : parent.id().toString(),
            parent == null ? null : parent.attempt(),
            parent == null ? null : parent.number(),
            origin.depth(),
            reusedFrom == null ? null : reusedFrom.toString()
        };
    }

    /// @return the column `labels`
    String labels(JobSpec spec) {
        return json.writeValueAsString(spec.labels());
    }

    private JobPlan plan(ResultSet row) throws SQLException {
        Instant startAt = nullableInstant(row, "due_at");
        String predecessors = row.getString("predecessors");
        int maxAttempts = row.getInt("max_attempts");
        if (startAt == null && predecessors == null && maxAttempts == 1) {
            return JobPlan.NONE;
        }
        return new JobPlan(
                startAt,
                predecessors == null ? List.of() : json.readValue(predecessors, IDS),
                predecessors == null ? FailurePolicy.CANCEL : FailurePolicy.valueOf(row.getString("on_failure")),
                maxAttempts == 1
                        ? RetryPolicy.NONE
                        : new RetryPolicy(maxAttempts, Duration.ofMillis(row.getLong("backoff_millis"))));
    }

    private JobSpec spec(ResultSet row) throws SQLException {
        String name = row.getString("computation");
        String program = row.getString("program_sha256");
        String input = row.getString("input");
        Long timeout = nullableLong(row, "timeout_millis");
        return new JobSpec(
                program == null ? computation(name) : programs.stored(name, program, row.getString("input_sha256")),
                program == null ? new Input(json.readValue(input, NUMBERS)) : InputJson.read(input),
                Algorithm.valueOf(row.getString("algorithm")),
                Priority.valueOf(row.getString("priority")),
                json.readValue(row.getString("labels"), TEXTS),
                timeout == null ? null : Duration.ofMillis(timeout));
    }

    private Computation computation(String name) {
        return catalogue
                .find(name)
                .orElseThrow(() -> new IllegalStateException("the store has a job of an unknown computation: " + name));
    }

    private static JobTimestamps timestamps(ResultSet row) throws SQLException {
        return new JobTimestamps(
                Instant.ofEpochMilli(row.getLong("created_at")),
                nullableInstant(row, "started_at"),
                nullableInstant(row, "finished_at"),
                nullableInstant(row, "expires_at"));
    }

    private static @Nullable JobResult result(ResultSet row) throws SQLException {
        String sha256 = row.getString("sha256");
        return sha256 == null
                ? null
                : new JobResult(
                        ValueKind.valueOf(row.getString("result_kind")),
                        row.getInt("negative") == 1,
                        row.getLong("digits"),
                        row.getLong("bits"),
                        sha256,
                        row.getString("value"));
    }

    private @Nullable JobFailure failure(ResultSet row) throws SQLException {
        String type = row.getString("problem_type");
        if (type == null) {
            return null;
        }
        String error = row.getString("problem_error");
        return new JobFailure(
                FailureReason.valueOf(type),
                row.getString("problem_detail"),
                error == null ? null : json.readValue(error, ProgramError.class));
    }

    private static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        Long millis = nullableLong(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
