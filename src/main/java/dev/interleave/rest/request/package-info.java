/// Request conventions: ids, paging, preferences, query parameters and size limits.
@NamedInterface("request")
@NullMarked
package dev.interleave.rest.request;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
