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
/// @param name identifies the key; unique
/// @param owner the tenant of the key
/// @param sha256 of the key, in hex
/// @param expiresAt null if it does not expire
public record ApiKey(
        UUID id,
        String name,
        String owner,
        Role role,
        String sha256,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    /// Pattern of the names of keys and owners.
    public static final String NAME_PATTERN = "[A-Za-z0-9._-]{1,64}";

    /// The same pattern in words.
    public static final String NAME_RULE = "must be 1 to 64 letters, digits, dots, hyphens or underscores";

    private static final Pattern NAME = Pattern.compile(NAME_PATTERN);

    /// @return whether the text is valid as the name of a key or an owner
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
