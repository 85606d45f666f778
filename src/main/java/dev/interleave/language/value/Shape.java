package dev.interleave.language.value;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of the attributes of objects that got them in the same order, shared by these objects
/// (Chambers, Ungar and Lee, *An Efficient Implementation of SELF*, 1989). An object with more than
/// [#MAX_NAMES] attributes keeps them in a dict.
///
/// The tree of shapes of a class of a program grows with the names that the program uses, and is not thread-safe. The
/// shapes of a class that all programs share are fixed when the class is defined: they are immutable, and a name that
/// they do not list leads to a shape that belongs to one object.
public final class Shape {

    /// The largest number of attributes with a shape.
    static final int MAX_NAMES = 24;

    /// Of an object without attributes that has no class of its own.
    static final Shape EMPTY = fixed();

    /// Of an object that keeps its attributes in a dict.
    static final Shape DICTIONARY = new Shape(new String[0], true, false, Map.of());

    private final String[] names;
    private final boolean isDictionary;
    private final boolean isDetached;

    /// Immutable if the shape is fixed.
    private final Map<String, Shape> transitions;

    private Shape(String[] names, boolean isDictionary, boolean isDetached, Map<String, Shape> transitions) {
        this.names = names;
        this.isDictionary = isDictionary;
        this.isDetached = isDetached;
        this.transitions = transitions;
    }

    /// @return the shape of new objects of a class of a program
    static Shape root() {
        return new Shape(new String[0], false, false, new HashMap<>(2));
    }

    /// @param names of attributes, in the order in which objects get them
    /// @return the shape of new objects of a class that all programs share
    static Shape fixed(String... names) {
        Shape shape = new Shape(names, false, false, Map.of());
        for (int i = names.length - 1; i >= 0; i--) {
            shape = new Shape(Arrays.copyOf(names, i), false, false, Map.of(names[i], shape));
        }
        return shape;
    }

    private boolean isFixed() {
        return !(transitions instanceof HashMap);
    }

    /// @return whether it belongs to one object
    public boolean isDetached() {
        return isDetached;
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
        Shape next = transitions.get(name);
        if (next == null) {
            String[] longer = Arrays.copyOf(names, names.length + 1);
            longer[names.length] = name;
            next = new Shape(longer, false, isFixed(), isFixed() ? Map.of() : new HashMap<>(2));
            if (!isFixed()) {
                transitions.put(name, next);
            }
        }
        return next;
    }
}
