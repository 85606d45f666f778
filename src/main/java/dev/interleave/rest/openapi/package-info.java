/// Completes the OpenAPI description with what all operations share.
@NullMarked
package dev.interleave.rest.openapi;

import org.jspecify.annotations.NullMarked;
