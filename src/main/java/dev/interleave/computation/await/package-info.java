/// What a calculation waits for outside of the loop, and the values with which it continues.
@NamedInterface("await")
@NullMarked
package dev.interleave.computation.await;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
