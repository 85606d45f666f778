/// Keeps background threads running.
///
/// - [SupervisedThread] restarts a thread that ends unexpectedly, and logs it.
/// - [PollingThread] repeats its work after each pause or wake-up.
/// - [SupervisedTask] keeps a repeated task repeating after an exception.
/// - [SupervisionHealthIndicator] reports a thread that is down, and all restarts.
@ApplicationModule(
        displayName = "Supervision",
        allowedDependencies = {})
@NullMarked
package dev.interleave.supervision;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
