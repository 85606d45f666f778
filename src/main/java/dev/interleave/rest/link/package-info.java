/// Links: the base path of a request, and the public URL of the service.
@NamedInterface("link")
@NullMarked
package dev.interleave.rest.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
