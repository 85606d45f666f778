package dev.interleave.language.compiler;

import dev.interleave.language.code.Opcode;
import dev.interleave.language.compiler.Scope.Place;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.value.Singleton;
import org.jspecify.annotations.Nullable;

/// Emits reads, assignments and deletions of variables.
final class VariableCompiler {

    private final Compiler compiler;
    private final FunctionBuilder function;
    private final Scope scope;

    VariableCompiler(Compiler compiler, FunctionBuilder function) {
        this.compiler = compiler;
        this.function = function;
        this.scope = function.scope;
    }

    /// @return the register of the value: of the variable itself where possible
    int operand(String id, int at) {
        String name = scope.mangled(id);
        if (scope.place(name) == Place.LOCAL) {
            int register = function.register(name);
            check(name, register);
            if (scope.hasWalrus) {
                int copy = function.temporary(); // a later part of the expression may assign it
                function.emit(Opcode.MOVE, copy, register);
                return copy;
            }
            return register;
        }
        Object builtin = constant(name, at);
        if (builtin != null) {
            return function.constant(builtin);
        }
        int register = function.temporary();
        into(id, register, at);
        return register;
    }

    private void check(String name, int register) {
        if (!function.assigned.get(register)) {
            function.emit(Opcode.CHECK, register);
            if (!scope.deleted.contains(name)) {
                function.assigned.set(register);
            }
        }
    }

    void into(String id, int d, int at) {
        String name = scope.mangled(id);
        switch (scope.place(name)) {
            case LOCAL -> {
                int register = function.register(name);
                check(name, register);
                if (register != d) {
                    function.emit(Opcode.MOVE, d, register);
                }
            }
            case CELL -> function.emit(Opcode.LOAD_CELL, d, function.register(name));
            case FREE -> free(name, d);
            case GLOBAL -> {
                Object builtin = constant(name, at);
                if (builtin != null) {
                    function.emit(Opcode.MOVE, d, function.constant(builtin));
                } else {
                    function.emit(Opcode.LOAD_GLOBAL, d, compiler.global(name), builtinLiteral(name));
                }
            }
            case NAME -> {
                supported(name, at);
                function.emit(Opcode.LOAD_NAME, d, function.literal(name), compiler.global(name), builtinLiteral(name));
            }
        }
    }

    private void free(String name, int d) {
        if (scope.kind == Scope.Kind.CLASS) {
            function.emit(Opcode.LOAD_NAME_OR_CELL, d, function.literal(name), function.register(name));
        } else {
            function.emit(Opcode.LOAD_CELL, d, function.register(name));
        }
    }

    /// @return the builtin that a name stands for, if no part of the module ever assigns that name
    private @Nullable Object constant(String name, int at) {
        if (scope.place(name) != Place.GLOBAL) {
            return null;
        }
        supported(name, at);
        return isAssigned(name) ? null : builtin(name);
    }

    private boolean isAssigned(String name) {
        return compiler.module().bound.contains(name) || compiler.hasStarImport();
    }

    private @Nullable Object builtin(String name) {
        Object builtin = compiler.environment.builtins().get(name);
        return builtin == null && compiler.isLibrary
                ? compiler.environment.helpers().get(name)
                : builtin;
    }

    private int builtinLiteral(String name) {
        Object builtin = builtin(name);
        return builtin == null ? -1 : function.literal(builtin);
    }

    private void supported(String name, int at) {
        String reason = Unsupported.NAMES.get(name);
        if (reason != null && !compiler.isLibrary && !isAssigned(name)) {
            throw function.error(at, "'" + name + "' is not supported: " + reason);
        }
    }

    /// @throws dev.interleave.language.syntax.InvalidProgramException if no class can extend this builtin
    void checkBase(Expression.Name base) {
        if (Unsupported.BASES.contains(base.id()) && !compiler.isLibrary && !isAssigned(base.id())) {
            throw function.error(
                    base.at(), "extending '" + base.id() + "' is not supported; hold the value in an attribute");
        }
    }

    void store(String id, int value) {
        String name = scope.mangled(id);
        switch (scope.place(name)) {
            case LOCAL -> {
                int register = function.register(name);
                if (register != value) {
                    function.emit(Opcode.MOVE, register, value);
                }
                assigned(name);
            }
            case CELL, FREE -> function.emit(Opcode.STORE_CELL, function.register(name), value);
            case GLOBAL -> function.emit(Opcode.STORE_GLOBAL, compiler.global(name), value);
            case NAME -> function.emit(Opcode.STORE_NAME, function.literal(name), value);
        }
    }

    /// @return the register into which a value can be computed directly, or -1
    int target(String id) {
        String name = scope.mangled(id);
        return scope.place(name) == Place.LOCAL ? function.register(name) : -1;
    }

    void assigned(String id) {
        String name = scope.mangled(id);
        if (!scope.deleted.contains(name)) {
            function.assigned.set(function.register(name));
        }
    }

    void delete(String id) {
        String name = scope.mangled(id);
        switch (scope.place(name)) {
            case LOCAL -> function.emit(Opcode.DELETE_LOCAL, function.register(name));
            case CELL, FREE -> function.emit(Opcode.DELETE_CELL, function.register(name));
            case GLOBAL -> function.emit(Opcode.DELETE_GLOBAL, compiler.global(name));
            case NAME -> function.emit(Opcode.DELETE_NAME, function.literal(name));
        }
    }

    /// Removes the value of a variable that may have none.
    void clear(String id) {
        String name = scope.mangled(id);
        if (scope.place(name) == Place.LOCAL) {
            function.emit(Opcode.CLEAR, function.register(name));
        } else {
            int none = function.constant(Singleton.NONE);
            store(id, none);
            delete(id);
        }
    }
}
