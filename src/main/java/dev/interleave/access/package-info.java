/// Who may use the service.
///
/// A request shows an API key, a token of an OAuth 2 issuer, or the cookie of a browser that has shown a key,
/// and thereby becomes a [Caller]: somebody with a [Role] who acts for an owner. Other rooms ask
/// [CurrentCaller] for whom they work. Keys come from the configuration ([SecuritySettings]) or from the
/// database ([dev.interleave.access.key.ApiKeyRegistry]); of either, only the SHA-256 is kept. `access.jdbc` is the
/// adapter; `access.web` has
/// Spring Security's filters in front of everything, and the HTTP door to keys and sessions.
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {"rest :: json", "rest :: problem", "rest :: request", "rest :: sse", "store"})
@NullMarked
package dev.interleave.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
