/// Authenticates requests that carry a JWT.
@NullMarked
package dev.interleave.access.token.web;

import org.jspecify.annotations.NullMarked;
