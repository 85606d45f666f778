package dev.interleave.eventloop;

/// A piece of code that the loop calls once, soon.
final class LoopCallback extends Schedulable {

    private final Runnable action;
    private final EventLoopListener listener;

    LoopCallback(Runnable action, EventLoopListener listener) {
        this.action = action;
        this.listener = listener;
    }

    @Override
    void turn() {
        try {
            action.run();
        } catch (Throwable failure) {
            listener.callbackFailed(failure);
        }
    }
}
