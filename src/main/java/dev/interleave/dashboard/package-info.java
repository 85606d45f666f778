/// The page at `/dashboard`: files that a browser takes as they are. It has no door of its own to anything: all
/// that it shows comes from the public API.
@ApplicationModule(
        displayName = "Dashboard",
        allowedDependencies = {})
@NullMarked
package dev.interleave.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
