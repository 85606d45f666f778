/// Simulations: a pure function from inputs and a scheduling policy to the turns of a loop, with the partial
/// product of each turn and the number of rounds after which each task ends.
@ApplicationModule(
        displayName = "Simulations",
        allowedDependencies = {
            "arithmetic",
            "computation",
            "computation :: factorial",
            "eventloop",
            "program :: request",
            "program :: run",
            "rest :: json",
            "rest :: problem"
        })
@NullMarked
package dev.interleave.simulation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
