package dev.interleave.language.compiler;

import dev.interleave.language.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What surrounds a statement and has to be left with care.
sealed interface Block {

    /// A loop.
    ///
    /// @param next the label of its head
    /// @param end the label behind it
    record Loop(int next, int end) implements Block {}

    /// A body whose exceptions are handled. Its region has gaps where code of outer blocks is repeated.
    final class Region implements Block {
        final int target;
        final int register;
        final List<int[]> ranges = new ArrayList<>();
        int start;

        Region(int target, int register, int start) {
            this.target = target;
            this.register = register;
            this.start = start;
        }

        void close(int end) {
            ranges.add(new int[] {start, end});
        }
    }

    /// A `try` with a `finally`.
    record Cleanup(Region region, List<Statement> statements) implements Block {}

    /// A `with`.
    record Context(Region region, int manager) implements Block {}

    /// A handler of exceptions.
    ///
    /// @param name of the exception, or null
    record Handling(Region region, @Nullable String name, int register) implements Block {}
}
