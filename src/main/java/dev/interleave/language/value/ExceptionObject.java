package dev.interleave.language.value;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An exception.
public final class ExceptionObject extends HeapObject {

    /// A place that it passed.
    ///
    /// @param function the name of the function
    /// @param line in the source of the program, from 1
    public record Place(String function, int line) {}

    /// The largest number of places that are kept.
    public static final int MAX_PLACES = 64;

    /// Its arguments.
    public TupleObject arguments;

    /// What it was raised from, or null.
    public @Nullable Object cause;

    /// What was handled when it was raised, or null.
    public @Nullable ExceptionObject context;

    /// Whether the context is not shown, as after `raise … from`.
    public boolean suppressesContext;

    /// The places it passed, the innermost first, and the outermost ones if there are many.
    public final List<Place> places = new ArrayList<>(0);

    /// How many places are left out.
    public int omittedPlaces;

    /// @param type of the exception
    /// @param arguments of the exception
    public ExceptionObject(ClassObject type, TupleObject arguments) {
        super(type);
        this.arguments = arguments;
        shape = type.root;
    }
}
