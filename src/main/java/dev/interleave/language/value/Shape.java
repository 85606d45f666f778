package dev.interleave.language.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of the attributes of objects that got them in the same order, shared by these objects
/// (Chambers, Ungar and Lee, *An Efficient Implementation of SELF*, 1989). An object with more than
/// [#MAX_NAMES] attributes keeps them in a dict.
///
/// Immutable except for the transitions; a tree of shapes belongs to one class, and so to one program.
public final class Shape {

    /// The largest number of attributes with a shape.
    static final int MAX_NAMES = 24;

    /// Of an object without attributes that has no class of its own.
    static final Shape EMPTY = new Shape(new String[0], false);

    /// Of an object that keeps its attributes in a dict.
    static final Shape DICTIONARY = new Shape(new String[0], true);

    private final String[] names;
    private final boolean isDictionary;
    private final Map<String, Shape> transitions = new HashMap<>(2);

    private Shape(String[] names, boolean isDictionary) {
        this.names = names;
        this.isDictionary = isDictionary;
    }

    /// @return the shape of new objects of a class
    static Shape root() {
        return new Shape(new String[0], false);
    }

    boolean isDictionary() {
        return isDictionary;
    }

    /// @return the number of attributes
    public int size() {
        return names.length;
    }

    /// @param slot from 0 to the number of attributes
    /// @return the name of the attribute
    public String name(int slot) {
        return names[slot];
    }

    /// @param name of an attribute
    /// @return its slot, or -1
    public int find(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// @param name of a new attribute
    /// @return the shape with it, or null if there would be too many
    @Nullable
    Shape with(String name) {
        if (names.length == MAX_NAMES) {
            return null;
        }
        if (this == EMPTY) {
            return extended(name); // shared by all programs: keeps no transitions
        }
        return transitions.computeIfAbsent(name, this::extended);
    }

    private Shape extended(String name) {
        String[] longer = Arrays.copyOf(names, names.length + 1);
        longer[names.length] = name;
        return new Shape(longer, false);
    }
}
