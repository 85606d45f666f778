package dev.interleave.eventloop;

import java.util.ArrayList;
import java.util.List;

/// Keeps what it was told. Not thread-safe: to be read between turns.
public final class RecordingListener implements EventLoopListener {

    record Turns(int turns, long nanos) {}

    final List<Turns> turns = new ArrayList<>();
    final List<Long> lags = new ArrayList<>();
    final List<Throwable> taskFailures = new ArrayList<>();
    final List<Throwable> callbackFailures = new ArrayList<>();

    @Override
    public void turnsRan(int count, long nanos) {
        turns.add(new Turns(count, nanos));
    }

    @Override
    public void lagged(long nanos) {
        lags.add(nanos);
    }

    @Override
    public void taskFailed(Task<?> task, Throwable failure) {
        taskFailures.add(failure);
    }

    @Override
    public void callbackFailed(Throwable failure) {
        callbackFailures.add(failure);
    }
}
