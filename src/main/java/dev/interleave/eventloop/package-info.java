/// The event loop: one thread, many suspended computations, one step at a time.
///
/// Read it in this order; it takes about 20 minutes.
///
/// 1. [Coroutine] and [Step]: a computation that does a bounded piece of work per step, and then yields.
/// 2. [EventLoop]: takes turns. One turn is a step of one task, or one callback.
/// 3. [Task] with [TaskState] and [Outcome]: a computation that is scheduled on a loop, and its callbacks.
/// 4. `Schedulable` and `LoopCallback`: the two kinds of element that have turns.
/// 5. `Inbox`: the only way into the loop from other threads.
/// 6. [LoopTimer] and `TimerQueue`: callbacks that run at a time.
/// 7. `ReadyQueue` and [Scheduling]: the element that has the next turn, by one of three policies.
/// 8. `InterleavedQueue`, then `SequentialQueue` with `CallbackQueue`, then `FairQueue`: the policies.
/// 9. [EventLoopThread]: drives a loop in production. In a test, the caller drives it, turn by turn.
/// 10. [EventLoopListener]: observes a loop, for metrics and logs.
///
/// Two packages stand apart, and neither knows this one: `fair` selects the task that has received the least loop
/// time, `timing` measures turns. All packages see `java.*` only: nothing here knows of jobs, HTTP or Spring.
@NullMarked
package dev.interleave.eventloop;

import org.jspecify.annotations.NullMarked;
