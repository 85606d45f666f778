package dev.interleave.access;

/// Who sends a request. Immutable.
///
/// @param name of the API key, empty if none is needed
/// @param owner for whom they act: whatever they make is this owner's, and they see nothing else; may be empty
/// @param role what they may do
public record Caller(String name, String owner, Role role) {

    /// Whoever uses a service that asks for no key.
    public static final Caller ANYBODY = new Caller("", "", Role.ADMIN);
}
