package dev.interleave.language.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A value with an identity. Not thread-safe: it belongs to one program, or never changes.
@SuppressWarnings("NullAway") // unused places are null
public abstract class HeapObject {

    /// The class of the value.
    public ClassObject type;

    /// The names of its attributes, or null if it has none.
    public @Nullable Shape shape;

    /// The values of its attributes, in the order of the shape.
    public Object[] slots = NO_SLOTS;

    /// The last measurement of the heap that reached this object.
    public int mark;

    /// The number that `id` shows, or 0 if the program never asked for it.
    public int number;

    static final Object[] NO_SLOTS = {};

    /// @param type of the value
    protected HeapObject(ClassObject type) {
        this.type = type;
    }

    /// @return whether its attributes are in a dict, the first slot
    public final boolean hasDictionary() {
        return shape != null && shape.isDictionary();
    }

    /// Keeps the attributes in a dict.
    ///
    /// @param dict its attributes
    public final void setDictionary(DictObject dict) {
        shape = Shape.DICTIONARY;
        slots = new Object[] {dict};
    }

    /// @param name of an attribute
    /// @return its value in this object, or null if it has none
    public final @Nullable Object attribute(String name) {
        if (shape == null) {
            return null;
        }
        if (shape.isDictionary()) {
            return ((DictObject) slots[0]).getText(name);
        }
        int slot = shape.find(name);
        return slot < 0 ? null : slots[slot];
    }

    /// Sets an attribute of this object.
    ///
    /// @param name of the attribute
    /// @param value of the attribute
    public final void setAttribute(String name, Object value) {
        if (shape == null) {
            shape = Shape.EMPTY;
        }
        if (shape.isDictionary()) {
            ((DictObject) slots[0]).putText(name, value);
            return;
        }
        int slot = shape.find(name);
        if (slot < 0) {
            addAttribute(name, value);
        } else {
            slots[slot] = value;
        }
    }

    private void addAttribute(String name, Object value) {
        Shape next = shape.with(name);
        if (next == null) {
            attributes().putText(name, value);
            return;
        }
        int slot = next.size() - 1;
        if (slot >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(4, slot * 2));
        }
        slots[slot] = value;
        shape = next;
    }

    /// @param name of an attribute
    /// @return whether there was one
    public final boolean removeAttribute(String name) {
        return attribute(name) != null && attributes().removeText(name);
    }

    /// The attributes as a dict, which they stay from now on.
    ///
    /// @return the attributes, to be changed
    public final DictObject attributes() {
        if (shape != null && shape.isDictionary()) {
            return (DictObject) slots[0];
        }
        var dict = new DictObject(Types.DICT);
        for (int i = 0; shape != null && i < shape.size(); i++) {
            dict.putText(shape.name(i), slots[i]);
        }
        setDictionary(dict);
        return dict;
    }
}
