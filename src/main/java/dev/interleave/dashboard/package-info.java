/// The dashboard at `/dashboard`: static files without a build step. It uses only the public API.
@ApplicationModule(
        displayName = "Dashboard",
        allowedDependencies = {})
@NullMarked
package dev.interleave.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
