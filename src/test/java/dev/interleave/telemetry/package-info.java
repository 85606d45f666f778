@NullMarked
package dev.interleave.telemetry;

import org.jspecify.annotations.NullMarked;
