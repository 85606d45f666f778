/// Strict JSON: reads request bodies without converting values before they are asked for.
@NamedInterface("json")
@NullMarked
package dev.interleave.rest.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
