package dev.interleave.program;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/// A source under a name of its owner. Immutable.
///
/// @param owner the tenant
/// @param name matches [#NAME]
/// @param version from 1
/// @param sha256 the hash of the source
/// @param description for people; may be empty
/// @param createdAt when it was created
public record ProgramVersion(
        String owner, String name, int version, String sha256, String description, Instant createdAt) {

    /// What names look like.
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    /// What a reference to a program looks like: its name, and the version or nothing for the latest one.
    public static final Pattern REFERENCE = Pattern.compile("([a-z][a-z0-9_-]{0,62})(?:@([1-9][0-9]{0,8}))?");

    /// @return the name and the version, such as `collatz@3`
    public String reference() {
        return String.format(Locale.ROOT, "%s@%d", name, version);
    }
}
