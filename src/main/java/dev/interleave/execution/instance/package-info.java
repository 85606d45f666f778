/// Instances of the service: their identity, their registration in the store, and notifications between them.
@NullMarked
package dev.interleave.execution.instance;

import org.jspecify.annotations.NullMarked;
