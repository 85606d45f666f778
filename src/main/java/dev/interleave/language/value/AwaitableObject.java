package dev.interleave.language.value;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What a program can wait for: a job, a time, or the first of several. Immutable.
///
/// The functions of the library make it from arguments that they have checked and copied, and no program can reach
/// these.
public final class AwaitableObject extends HeapObject {

    /// What is awaited. The names are those of the functions that make it.
    public enum Kind {
        /// A job; the arguments are the name of the computation or `None`, the source or `None`, and a dict.
        JOB,
        /// The end of a time span; the argument is a number of seconds.
        SLEEP,
        /// A time; the argument is a text in RFC 3339 or a number of seconds since 1970.
        UNTIL,
        /// The first of several; the arguments are these, none of which is of this kind.
        FIRST;

        private static final List<Kind> KINDS = List.of(values());

        /// @param number from 0
        /// @return the kind, or null if there is no such kind
        public static @Nullable Kind of(int number) {
            return number >= 0 && number < KINDS.size() ? KINDS.get(number) : null;
        }
    }

    /// The largest number of jobs and times that one `yield` awaits.
    public static final int MAX_AWAITED = 1_000;

    /// What is awaited.
    public final Kind kind;

    /// Set once.
    public TupleObject arguments;

    /// @param kind what is awaited
    /// @param arguments as the kind says
    public AwaitableObject(Kind kind, TupleObject arguments) {
        super(Types.AWAITABLE);
        this.kind = kind;
        this.arguments = arguments;
    }

    /// Takes time proportional to [#MAX_AWAITED] at most.
    ///
    /// @param yielded by the function `main`
    /// @return how many jobs and times are awaited by the value, or by all elements of a list or tuple; more than
    ///     [#MAX_AWAITED] if there are too many; 0 if it is another value
    public static int count(Object yielded) {
        return switch (yielded) {
            case AwaitableObject single -> single.count();
            case ListObject list -> count(list.size, list::get);
            case TupleObject tuple -> count(tuple.items.length, i -> tuple.items[i]);
            default -> 0;
        };
    }

    private static int count(int size, IntFunction<Object> elements) {
        int count = 0;
        for (int i = 0; i < size && count <= MAX_AWAITED; i++) {
            if (!(elements.apply(i) instanceof AwaitableObject element)) {
                return 0;
            }
            count += element.count();
        }
        return count;
    }

    private int count() {
        return kind == Kind.FIRST ? arguments.items.length : 1;
    }
}
