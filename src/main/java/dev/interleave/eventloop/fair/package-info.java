/// Fair queueing: which of many flows, and which task of it, has received the least loop time.
///
/// [dev.interleave.eventloop.fair.Flows] holds all flows and selects the next task. A `Flow` holds the ready tasks
/// of one owner. A [dev.interleave.eventloop.fair.SchedulingAccount] holds what a task has received; its
/// [dev.interleave.eventloop.fair.SchedulingWeight] says to which flow the task belongs and with what weight.
///
/// The package knows nothing of the loop: a task is any object that has an account.
@NamedInterface("fair")
@NullMarked
package dev.interleave.eventloop.fair;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
