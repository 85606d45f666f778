/// The one writer that all adapters to the database share, and what differs between databases.
@ApplicationModule(
        displayName = "Store",
        allowedDependencies = {})
@NullMarked
package dev.interleave.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
