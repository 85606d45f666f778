package dev.interleave.access.key;

import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An API key of the database, without the key itself. Immutable.
///
/// @param id a UUIDv7
/// @param name to know it by, unique
/// @param owner for whom it acts
/// @param role what it may do
/// @param sha256 of the key, in hex
/// @param createdAt when it was made
/// @param expiresAt from when on it is of no use, or null
public record ApiKey(
        UUID id,
        String name,
        String owner,
        Role role,
        String sha256,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    /// What names of keys and owners look like.
    public static final String NAME_PATTERN = "[A-Za-z0-9._-]{1,64}";

    /// The same in words.
    public static final String NAMES = "must be 1 to 64 letters, digits, dots, hyphens or underscores";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    /// @param text any
    /// @return whether it may be the name of a key or of an owner
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    Caller caller() {
        return new Caller(name, owner, role);
    }
}
