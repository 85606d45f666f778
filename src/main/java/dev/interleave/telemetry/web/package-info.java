/// The HTTP door to the figures: below `/v1/event-loop`.
@NullMarked
package dev.interleave.telemetry.web;

import org.jspecify.annotations.NullMarked;
