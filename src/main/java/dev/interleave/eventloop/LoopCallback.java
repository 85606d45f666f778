package dev.interleave.eventloop;

/// An action that the loop runs once, in a turn of its own.
final class LoopCallback extends Schedulable {

    private final EventLoop loop;
    private final Runnable action;

    LoopCallback(EventLoop loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    @Override
    protected void turn() {
        try {
            action.run();
        } catch (Throwable failure) {
            loop.inform(listener -> listener.callbackFailed(failure));
        }
    }
}
