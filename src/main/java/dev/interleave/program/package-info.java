/// Programs: computations that clients submit as text.
///
/// A [dev.interleave.program.ProgramSource] is a text and its hash; jobs refer to it by the hash. A
/// [dev.interleave.program.ProgramVersion] is a source under a name of its owner. `program.run` makes a
/// calculation of a source, with the module `language`; `program.jdbc` stores sources and versions; `program.web`
/// is the HTTP API.
@ApplicationModule(
        displayName = "Programs",
        allowedDependencies = {
            "access",
            "computation",
            "computation :: await",
            "computation :: catalogue",
            "eventloop",
            "arithmetic",
            "language",
            "language :: syntax",
            "rest :: json",
            "rest :: link",
            "rest :: problem",
            "rest :: request",
            "store"
        })
@NullMarked
package dev.interleave.program;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
