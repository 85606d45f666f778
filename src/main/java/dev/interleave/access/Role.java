package dev.interleave.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The role of a caller. Each role includes the ones before it.
public enum Role {
    /// Reads the jobs and callbacks of its owner.
    READER,
    /// Submits and changes jobs and callbacks, and runs simulations.
    SUBMITTER,
    /// Submits programs of its own, where the service does not allow that to all submitters.
    PROGRAMMER,
    /// Creates and revokes API keys, and reads the metrics of the service.
    ADMIN;

    /// @return the name in JSON
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param wireName the name in JSON
    /// @return the role; empty if no role has this name
    public static Optional<Role> of(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    /// @return whether this role has all permissions of the other
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
