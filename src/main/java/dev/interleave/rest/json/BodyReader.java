package dev.interleave.rest.json;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.RequestLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Reads request bodies, up to [RequestLimits#MAX_BODY_BYTES] and within a deadline: a client that sends single
/// bytes would otherwise hold its connection and its thread for days. Stateless.
///
/// @param nanoTime the clock
record BodyReader(LongSupplier nanoTime) {

    /// For all of a body. The slowest that is served sends 33 kB a second.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int PART = 8_192;

    byte[] read(InputStream in) throws IOException {
        long start = nanoTime.getAsLong();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            body.write(part, 0, count);
            if (body.size() > RequestLimits.MAX_BODY_BYTES) {
                throw RequestLimits.bodyTooLarge();
            }
            if (nanoTime.getAsLong() - start > PATIENCE.toNanos()) {
                throw new ProblemException(
                        ProblemType.REQUEST_TIMEOUT,
                        "The request body did not arrive within " + PATIENCE.toSeconds()
                                + " seconds; send it in one go.");
            }
        }
        return body.toByteArray();
    }
}
