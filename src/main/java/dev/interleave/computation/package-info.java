/// The catalogue of what can be computed.
///
/// A [Computation] says what its input is, what it will cost, and starts a [Calculation]: the suspendable form
/// of it, which the event loop steps. To add a computation, implement these two and register the first in
/// [dev.interleave.computation.catalogue.Catalogue].
@ApplicationModule(
        displayName = "Computations",
        allowedDependencies = {"arithmetic", "arithmetic :: sliced", "eventloop"})
@NullMarked
package dev.interleave.computation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
