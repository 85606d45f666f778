/// The HTTP door to the figures of the loop: `/v1/event-loop`.
@NullMarked
package dev.interleave.execution.web;

import org.jspecify.annotations.NullMarked;
