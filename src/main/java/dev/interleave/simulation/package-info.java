/// The tutorial's `run()` as a pure function: given some inputs and a scheduling policy, who has which turn,
/// with what partial product, and after how many rounds does each end? It steps a loop of its own by hand.
@ApplicationModule(
        displayName = "Simulations",
        allowedDependencies = {"arithmetic", "computation :: factorial", "eventloop", "rest :: json"})
@NullMarked
package dev.interleave.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
