package dev.interleave.supervision;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A repeated task of a scheduled executor. The executor would silently stop to repeat a task that throws; this task
/// logs the exception instead, and runs again at its next time. Thread-safe if the task is.
///
/// @param name of the task, for the log
/// @param task what to repeat
public record SupervisedTask(String name, Runnable task) implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(SupervisedTask.class);

    @Override
    public void run() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("Background task {} failed; repeating it at its next time", name, e);
        }
    }
}
