/// Authentication, authorization and protection of browsers, with Spring Security.
///
/// A request is authenticated by an API key, by a token (JWT) of an OAuth 2 issuer, or by the cookie of a
/// session that a browser opened with a key. It becomes a [Caller] with a [Role], and an owner; other
/// modules use [CurrentCaller]. Keys are configured ([SecuritySettings]) or stored in the database
/// ([dev.interleave.access.key.ApiKeyRegistry]), as SHA-256 only. `access.security` and `access.browser` have
/// what the filters share, `access.web` builds the filter chains, `access.jdbc` is the adapter of the database.
@ApplicationModule(
        displayName = "Access",
        allowedDependencies = {
            "rest :: idempotency",
            "rest :: json",
            "rest :: link",
            "rest :: problem",
            "rest :: request",
            "rest :: sse",
            "store"
        })
@NullMarked
package dev.interleave.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
