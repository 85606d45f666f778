package dev.interleave.job.web;

import dev.interleave.job.JobFilter;
import dev.interleave.rest.ProblemException;
import dev.interleave.rest.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Where the next page of a list begins, in a form that clients have no reason to look into. It holds the last
/// id and a checksum over that and the filter, so that a token which was cut, changed or used with another
/// filter is found out. It is no secret: with a forged one, nobody sees more than with none.
final class PageToken {

    private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

    private PageToken() {}

    static String write(UUID next, JobFilter filter) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(next.getMostSignificantBits())
                .putLong(next.getLeastSignificantBits())
                .putInt(checksum(next, filter));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static UUID read(String token, JobFilter filter) {
        ByteBuffer bytes = decode(token);
        if (bytes.capacity() != BYTES) {
            throw refused();
        }
        UUID next = new UUID(bytes.getLong(), bytes.getLong());
        if (bytes.getInt() != checksum(next, filter) || !write(next, filter).equals(token)) {
            throw refused();
        }
        return next;
    }

    private static ByteBuffer decode(String token) {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private static int checksum(UUID next, JobFilter filter) {
        CRC32C crc = new CRC32C();
        crc.update((next + " " + filter).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static ProblemException refused() {
        return new ProblemException(
                ProblemType.INVALID_PARAMETER,
                "pageToken is not one that this list gave out. Take nextPageToken of the page before, with the same "
                        + "filters, or leave it out to begin with the newest job.");
    }
}
