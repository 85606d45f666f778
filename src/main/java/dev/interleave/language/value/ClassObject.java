package dev.interleave.language.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A class. It has one base at most.
public final class ClassObject extends HeapObject {

    /// What the instances of a class hold besides their attributes.
    public enum Layout {
        PLAIN,
        EXCEPTION,
        LIST,
        TUPLE,
        DICT,
        SET,
        /// Made by the machine or a constructor only; cannot be a base.
        FINAL
    }

    /// Its name, as in `__name__`.
    public String name;

    /// The path of its definition, as in `__qualname__`.
    public String qualifiedName;

    /// The module that defines it, as in `__module__`.
    public final String module;

    /// The class that it extends; null for `object`.
    public final @Nullable ClassObject base;

    /// What its instances hold.
    public final Layout layout;

    /// Whether it belongs to all programs, and so never changes.
    public final boolean isShared;

    /// Whether the machine defines it, rather than the library or a program.
    public boolean isNative;

    /// The attributes that its definition and assignments made, in their order.
    public final Map<String, Object> members = new LinkedHashMap<>();

    /// What makes an instance when the class is called, for classes that the machine defines.
    public @Nullable BuiltinFunction constructor;

    /// The shape of its new instances.
    Shape root;

    /// Changes whenever a lookup could find something else than before.
    public int version;

    private static final Set<String> WITH_MODULE = Set.of(
            "collections.deque",
            "collections.defaultdict",
            "collections.OrderedDict",
            "functools.partial",
            "functools._lru_cache_wrapper",
            "functools.KeyWrapper",
            "operator.attrgetter",
            "operator.itemgetter",
            "operator.methodcaller");
    private static final Object ABSENT = new Object();
    private final Map<String, Object> found = new HashMap<>();
    private final List<ClassObject> subclasses = new ArrayList<>();

    /// @param type the class of the class
    /// @param name of the class
    /// @param qualifiedName the path of its definition
    /// @param module that defines it
    /// @param base that it extends
    /// @param layout of its instances
    /// @param isShared whether it belongs to all programs
    public ClassObject(
            ClassObject type,
            String name,
            String qualifiedName,
            String module,
            @Nullable ClassObject base,
            Layout layout,
            boolean isShared) {
        super(type);
        this.name = name;
        this.qualifiedName = qualifiedName;
        this.module = module;
        this.base = base;
        this.layout = layout;
        this.isShared = isShared;
        root = isShared ? Shape.fixed() : Shape.root();
        if (base != null && !base.isShared) {
            base.subclasses.add(this);
        }
    }

    /// @return its name as messages show it: with the module, if CPython implements the class in C
    public String fullName() {
        if (!isShared || module.equals("builtins")) {
            return name;
        }
        String full = module + "." + name;
        return module.equals("itertools") || WITH_MODULE.contains(full) ? full : name;
    }

    /// Looks an attribute up in the class and its bases.
    ///
    /// @param attribute its name
    /// @return its value, or null
    public @Nullable Object lookup(String attribute) {
        if (isShared) {
            return search(attribute); // no cache: other threads read shared classes too
        }
        Object value = found.get(attribute);
        if (value == null) {
            value = search(attribute);
            found.put(attribute, value == null ? ABSENT : value);
        }
        return value == ABSENT ? null : value;
    }

    private @Nullable Object search(String attribute) {
        for (ClassObject c = this; c != null; c = c.base) {
            Object value = c.members.get(attribute);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /// @param attribute its name
    /// @param value its value
    public void setMember(String attribute, Object value) {
        members.put(attribute, value);
        invalidate();
    }

    /// @param attribute its name
    /// @return whether there was one
    public boolean removeMember(String attribute) {
        boolean existed = members.remove(attribute) != null;
        invalidate();
        return existed;
    }

    /// Sets the names of attributes that instances of a class of the library have, before it has instances.
    ///
    /// @param names in the order in which `__init__` sets them
    public void fixAttributes(String... names) {
        root = Shape.fixed(names);
    }

    private void invalidate() {
        found.clear();
        version++;
        subclasses.forEach(ClassObject::invalidate);
    }

    /// @param other a class
    /// @return whether this class is that one or extends it
    public boolean isSubclassOf(ClassObject other) {
        for (ClassObject c = this; c != null; c = c.base) {
            if (c == other) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}
