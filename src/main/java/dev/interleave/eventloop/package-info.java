/// The event loop: one thread, many suspended computations, one step at a time.
///
/// A [Coroutine] is a computation that runs a bounded piece of work per [Coroutine#step()] and then yields.
/// A [Task] is such a computation scheduled on an [EventLoop], with callbacks for its end. The loop takes the
/// next entry from its ready queue, runs one turn of it, and asks the scheduling policy where it goes next.
/// Everything but one thread-safe door is confined to the thread that drives the loop: [EventLoopThread] in
/// production, the caller itself in tests.
///
/// This room knows nothing of jobs, HTTP or Spring; it sees `java.*` only.
@NullMarked
package dev.interleave.eventloop;

import org.jspecify.annotations.NullMarked;
