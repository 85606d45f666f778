/// Checks before the application context exists: a start that cannot succeed ends at once, with one message that names
/// the property to change.
///
/// - [StartException] carries the message, [StartFailureAnalyzer] prints it.
/// - [ListenAddressCheck] checks the addresses that the service is to listen on.
///
/// The check of the database is in the module of the store.
@ApplicationModule(
        displayName = "Startup",
        allowedDependencies = {})
@NullMarked
package dev.interleave.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
