package dev.interleave.language.compiler;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of one function, class body or module, and where they live. Not thread-safe.
final class Scope {

    enum Kind {
        MODULE,
        FUNCTION,
        CLASS
    }

    enum Place {
        /// A register of the frame.
        LOCAL,
        /// A cell that inner functions share.
        CELL,
        /// A cell of an outer function.
        FREE,
        /// A variable of the module, or a builtin.
        GLOBAL,
        /// A name of a class body.
        NAME
    }

    final Kind kind;
    final @Nullable Scope parent;
    final String name;
    /// The name of the class around it, for private names.
    final @Nullable String className;

    final Set<String> parameters = new LinkedHashSet<>();
    final Set<String> bound = new LinkedHashSet<>();
    final Set<String> used = new LinkedHashSet<>();
    final Map<String, Integer> globals = new LinkedHashMap<>();
    final Map<String, Integer> nonlocals = new LinkedHashMap<>();
    final Set<String> captured = new LinkedHashSet<>();
    final Set<String> free = new LinkedHashSet<>();
    final Set<String> deleted = new LinkedHashSet<>();
    boolean isGenerator;
    boolean isComprehension;
    boolean hasWalrus;
    boolean hasStarImport;

    Scope(Kind kind, @Nullable Scope parent, String name, @Nullable String className) {
        this.kind = kind;
        this.parent = parent;
        this.name = name;
        this.className = className;
    }

    /// @return the path of a definition in this scope
    String qualifiedName(String definition) {
        return switch (kind) {
            case MODULE -> definition;
            case CLASS -> qualifiedName() + "." + definition;
            case FUNCTION -> qualifiedName() + ".<locals>." + definition;
        };
    }

    private String qualifiedName() {
        return parent == null || globalsOfParentHas() ? name : parent.qualifiedName(name);
    }

    private boolean globalsOfParentHas() {
        return parent != null && parent.globals.containsKey(name);
    }

    Place place(String variable) {
        if (globals.containsKey(variable)) {
            return Place.GLOBAL;
        }
        if (free.contains(variable) && !(kind == Kind.CLASS && bound.contains(variable))) {
            return Place.FREE;
        }
        if (bound.contains(variable)) {
            return switch (kind) {
                case MODULE -> Place.GLOBAL;
                case CLASS -> Place.NAME;
                case FUNCTION -> captured.contains(variable) ? Place.CELL : Place.LOCAL;
            };
        }
        return kind == Kind.CLASS ? Place.NAME : Place.GLOBAL;
    }

    /// @return the name with that of the class before it, if it is private to the class
    String mangled(String id) {
        if (className == null || !id.startsWith("__") || id.endsWith("__") || id.contains(".")) {
            return id;
        }
        String owner = className.replaceFirst("^_+", "");
        return owner.isEmpty() ? id : "_" + owner + id;
    }
}
