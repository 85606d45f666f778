package dev.interleave.access;

/// The authenticated sender of a request. Immutable.
///
/// @param name of the API key, or subject of the token; empty if the service requires no key
/// @param owner the tenant: the caller creates and sees only what belongs to this owner; may be empty
public record Caller(String name, String owner, Role role) {

    /// The caller of all requests to a service that requires no key.
    public static final Caller ANONYMOUS = new Caller("", "", Role.ADMIN);
}
