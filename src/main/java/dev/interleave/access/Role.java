package dev.interleave.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody may do. Each role may do what those before it may.
public enum Role {
    /// Look, at what is the owner's.
    READER,
    /// Submit and change jobs and callbacks, and simulate.
    SUBMITTER,
    /// Make and revoke API keys, and see how the service does.
    ADMIN;

    /// @return the name as clients write it
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param wireName as clients write it
    /// @return the role, if there is one of this name
    public static Optional<Role> of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    /// @param other any
    /// @return whether this one may do all that the other may
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
