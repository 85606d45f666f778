package dev.interleave.eventloop;

/// Keeps what a listener throws away from the loop, and hands it to the thread's handler of uncaught exceptions
/// instead, which prints it unless it was set to do something else.
record GuardedListener(EventLoopListener listener) implements EventLoopListener {

    @Override
    public void turnsRan(int turns, long nanos) {
        guard(() -> listener.turnsRan(turns, nanos));
    }

    @Override
    public void lagged(long nanos) {
        guard(() -> listener.lagged(nanos));
    }

    @Override
    public void taskFailed(Task<?> task, Throwable failure) {
        guard(() -> listener.taskFailed(task, failure));
    }

    @Override
    public void callbackFailed(Throwable failure) {
        guard(() -> listener.callbackFailed(failure));
    }

    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }
}
