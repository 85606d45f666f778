/// Idempotency keys: reading the header, and replaying the responses of requests that create something.
@NamedInterface("idempotency")
@NullMarked
package dev.interleave.rest.idempotency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
