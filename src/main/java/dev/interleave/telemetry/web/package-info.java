/// HTTP API of telemetry, below `/v1/event-loop`.
@NullMarked
package dev.interleave.telemetry.web;

import org.jspecify.annotations.NullMarked;
