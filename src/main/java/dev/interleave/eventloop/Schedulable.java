package dev.interleave.eventloop;

import dev.interleave.eventloop.timing.Measurable;

/// An element of the ready queue, which can have a turn: a task or a callback.
abstract sealed class Schedulable extends Measurable permits Task, LoopCallback {}
