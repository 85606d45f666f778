package dev.interleave.program;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/// Port to the named programs. Thread-safe. Its methods may block for the disk.
public interface ProgramStore {

    /// The outcome of [#create].
    ///
    /// @param version the version that has the source
    /// @param isNew whether it was created now
    record Created(ProgramVersion version, boolean isNew) {}

    /// Keeps a source as the next version of a program. The same source is the same version.
    ///
    /// @param owner the tenant
    /// @param name of the program
    /// @param source kept before
    /// @param description for people
    /// @param limit how many versions the owner may have
    /// @return the version; empty if the owner has as many as allowed
    Optional<Created> create(String owner, String name, ProgramSource source, String description, int limit);

    /// @param owner the tenant
    /// @return the latest version of each program, by name
    List<ProgramVersion> latest(String owner);

    /// @param owner the tenant
    /// @param name of a program
    /// @return its versions, the latest first
    List<ProgramVersion> versions(String owner, String name);

    /// @param owner the tenant
    /// @param reference a name, or a name and a version; any other text refers to nothing
    /// @return the version, the latest one without a version
    default Optional<ProgramVersion> find(String owner, String reference) {
        Matcher matcher = ProgramVersion.REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String number = matcher.group(2);
        return versions(owner, matcher.group(1)).stream()
                .filter(version -> number == null || version.version() == Integer.parseInt(number))
                .findFirst();
    }

    /// Deletes versions. Jobs that refer to them keep their source.
    ///
    /// @param owner the tenant
    /// @param name of a program
    /// @param version of it, or 0 for all
    /// @return how many were deleted
    int delete(String owner, String name, int version);
}
