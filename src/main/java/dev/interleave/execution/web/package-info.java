/// HTTP: `/v1/event-loop` and `/v1/instances`.
@NullMarked
package dev.interleave.execution.web;

import org.jspecify.annotations.NullMarked;
