package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The opaque position of the next page of a list. It holds the last id and a checksum over the id and the
/// list, so that a token that was cut, changed or used with another filter is rejected. It needs no secret: a
/// forged token shows nothing that the caller may not see.
public final class PageToken {

    private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

    private PageToken() {}

    /// @param next the last id of the page before
    /// @param list tells one list, with its filters, from others
    /// @return for the next page
    public static String write(UUID next, String list) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(next.getMostSignificantBits())
                .putLong(next.getLeastSignificantBits())
                .putInt(checksum(next, list));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /// @param token what a client sends
    /// @param list the list that it is used with
    /// @return the last id of the page before
    /// @throws ProblemException if the token is not one of this list
    public static UUID read(String token, String list) {
        ByteBuffer bytes = decode(token);
        if (bytes.capacity() != BYTES) {
            throw refused();
        }
        UUID next = new UUID(bytes.getLong(), bytes.getLong());
        if (bytes.getInt() != checksum(next, list) || !write(next, list).equals(token)) {
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

    private static int checksum(UUID next, String list) {
        CRC32C crc = new CRC32C();
        crc.update((next + " " + list).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static ProblemException refused() {
        return new ProblemException(
                ProblemType.INVALID_PARAMETER,
                "pageToken is not one that this list gave out. Take nextPageToken of the page before, with the same "
                        + "filters and order, or leave it out to begin with the first page.");
    }
}
