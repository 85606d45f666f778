package dev.interleave.job.model;

import dev.interleave.computation.Input;
import dev.interleave.program.run.InputJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeMap;

/// Identifies a computation and its input: jobs with equal keys have equal results. Immutable.
///
/// The algorithm, the priority, the labels, the timeout and the name of a program make no difference. Programs
/// are equal if their sources are. The order of the members of a nested object does make a difference, because
/// a program can see it.
///
/// @param text the computation or the hash of the source, and the input
public record ComputationKey(String text) {

    /// @param spec of a job
    /// @return its key
    public static ComputationKey of(JobSpec spec) {
        String what = spec.computation()
                .sourceHash()
                .map(sha256 -> "program " + sha256)
                .orElseGet(spec.computation()::name);
        return new ComputationKey(what + " " + spec.computation().inputHash().orElseGet(() -> json(spec.input())));
    }

    private static String json(Input input) {
        return InputJson.write(new Input(new TreeMap<>(input.values())));
    }

    /// @param owner of a job
    /// @return a hash of the owner and this key; different keys can have the same hash
    public long hash(String owner) {
        byte[] bytes = (owner + "\n" + text).getBytes(StandardCharsets.UTF_8);
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
