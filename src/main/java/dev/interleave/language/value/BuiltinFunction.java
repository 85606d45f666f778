package dev.interleave.language.value;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function that is written in Java, with a bounded run time. Immutable; belongs to all programs.
@SuppressWarnings("NullAway") // unused places are null
public final class BuiltinFunction extends HeapObject {

    /// What it does.
    @FunctionalInterface
    public interface Body {

        /// @param runtime of the program
        /// @param arguments as many as there are parameters, null where one was left out; all that were given
        ///     if the number is not limited
        /// @return the result, or a [Request]
        Object call(ProgramRuntime runtime, Object[] arguments);
    }

    /// Says that the function of the library with the same name has to do it: it takes long, or calls code of
    /// the program.
    public static final Object NEEDS_CODE = new Request.NeedsCode();

    /// Its name, with that of its class: `list.append`.
    public final String name;

    /// The names of its parameters, where arguments can be given by name.
    public final List<String> parameters;

    /// The smallest number of arguments.
    public final int least;

    /// The largest number of arguments, or -1 if it is not limited.
    public final int most;

    /// Whether it belongs to a class, so that an instance is its first argument.
    public final boolean isMethod;

    private final Body body;

    /// @param name with that of its class
    /// @param isMethod whether an instance is its first argument
    /// @param least the smallest number of arguments
    /// @param most the largest number of arguments, or -1
    /// @param parameters their names, or none if they are given by position only
    /// @param body what it does
    public BuiltinFunction(String name, boolean isMethod, int least, int most, List<String> parameters, Body body) {
        super(isMethod ? Types.METHOD_DESCRIPTOR : Types.BUILTIN_FUNCTION);
        this.name = name;
        this.isMethod = isMethod;
        this.least = least;
        this.most = most;
        this.parameters = parameters;
        this.body = body;
    }

    /// @return the name without that of the class
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// @param runtime of the program
    /// @param given all positional arguments
    /// @return as of the body
    /// @throws Raised if their number is wrong, or the body raises
    public Object call(ProgramRuntime runtime, Object[] given) {
        int count = given.length;
        if (count == most) {
            return body.call(runtime, given);
        }
        if (count < least || (most >= 0 && count > most)) {
            throw new Raised(Types.TYPE_ERROR, countError(count));
        }
        return body.call(runtime, most < 0 ? given : Arrays.copyOf(given, most));
    }

    /// @param runtime of the program
    /// @param arguments as many as there are parameters, null where one was left out
    /// @return as of the body
    public Object callBound(ProgramRuntime runtime, @Nullable Object[] arguments) {
        return body.call(runtime, arguments);
    }

    private String countError(int given) {
        int self = isMethod ? 1 : 0;
        int count = given - self;
        int low = least - self;
        int high = most - self;
        String expected = low == high
                ? (low == 0 ? "no arguments" : low == 1 ? "exactly one argument" : low + " arguments")
                : count < low ? "at least " + plural(low) : "at most " + plural(high);
        String subject = isMethod ? name : simpleName();
        return low == high
                ? subject + "() takes " + expected + " (" + count + " given)"
                : simpleName() + " expected " + expected + ", got " + count;
    }

    private static String plural(int count) {
        return count + (count == 1 ? " argument" : " arguments");
    }
}
