/// Tokens (JWTs) of an OAuth 2 issuer.
@NullMarked
package dev.interleave.access.token;

import org.jspecify.annotations.NullMarked;
