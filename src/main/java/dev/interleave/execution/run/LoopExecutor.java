package dev.interleave.execution.run;

import dev.interleave.eventloop.EventLoop;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Runs a function on the loop thread between two turns, and waits for its value. Thread-safe.
///
/// If the loop has stopped, callers get an exception at once: they may hold what the shutdown waits for.
@Component
public final class LoopExecutor {

    private static final class Question<T> {

        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private final Supplier<T> text;

        private Question(Supplier<T> text) {
            this.text = text;
        }

        private void answer() {
            if (answer.isDone()) {
                return;
            }
            try {
                answer.complete(text.get());
            } catch (RuntimeException | Error e) { // an OutOfMemoryError, say
                answer.completeExceptionally(e);
            }
        }

        private void refuse() {
            answer.completeExceptionally(new IllegalStateException("the loop has stopped"));
        }
    }

    private final EventLoop loop;
    private final Set<Question<?>> open = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    public LoopExecutor(EventLoop loop) {
        this.loop = loop;
    }

    /// Waits for the loop to come round.
    ///
    /// @param text the function, run on the loop thread, so quick; not run if its caller has gone
    /// @return the answer
    /// @throws RuntimeException if the loop has stopped, or with what the question threw as its cause
    public <T> T call(Supplier<T> text) {
        Question<T> question = new Question<>(text);
        open.add(question);
        try {
            loop.callSoon(question::answer);
            if (shut) {
                question.refuse();
            }
            return question.answer.join();
        } finally {
            open.remove(question);
        }
    }

    /// To be called before the loop starts.
    public void open() {
        shut = false;
    }

    /// To be called when the loop has stopped.
    public void shut() {
        shut = true;
        open.forEach(Question::refuse);
    }
}
