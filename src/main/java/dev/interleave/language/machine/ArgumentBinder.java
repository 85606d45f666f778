package dev.interleave.language.machine;

import dev.interleave.language.code.Code.Signature;
import dev.interleave.language.value.BuiltinFunction;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.Errors;
import dev.interleave.language.value.FunctionObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.Raised;
import dev.interleave.language.value.TupleObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns the arguments of a call into the first local variables of a function.
@SuppressWarnings("NullAway") // a missing argument is null
final class ArgumentBinder {

    private ArgumentBinder() {}

    static void bind(FunctionObject function, Object[] registers, Object[] arguments, @Nullable DictObject keywords) {
        Signature signature = function.code.signature;
        int positional = signature.positional();
        int given = Math.min(arguments.length, positional);
        System.arraycopy(arguments, 0, registers, 0, given);
        int next = signature.names().size();
        if (signature.hasRest()) {
            registers[next++] = arguments.length > positional
                    ? TupleObject.of(Arrays.copyOfRange(arguments, positional, arguments.length))
                    : TupleObject.EMPTY;
        }
        DictObject rest = null;
        if (signature.hasKeywords()) {
            rest = Machine.dict();
            registers[next] = rest;
        }
        if (keywords != null) {
            bindKeywords(function, registers, keywords.table, rest);
        }
        if (arguments.length > positional && !signature.hasRest()) {
            throw tooMany(function, registers, arguments.length);
        }
        addDefaults(function, registers, given);
    }

    private static void bindKeywords(
            FunctionObject function, Object[] registers, HashTable keywords, @Nullable DictObject rest) {
        Signature signature = function.code.signature;
        for (int i = keywords.begin; i < keywords.end; i++) {
            if (keywords.key(i) == null) {
                continue;
            }
            if (!(keywords.key(i) instanceof String name)) {
                throw Errors.type("keywords must be strings");
            }
            int parameter = signature.names().indexOf(name);
            if (parameter < 0 || parameter < signature.positionalOnly()) {
                if (rest == null) {
                    throw unexpected(function, name, parameter >= 0);
                }
                rest.putText(name, keywords.value(i));
            } else if (registers[parameter] != null) {
                throw Errors.type(name(function) + "() got multiple values for argument '" + name + "'");
            } else {
                registers[parameter] = keywords.value(i);
            }
        }
    }

    private static Raised unexpected(FunctionObject function, String name, boolean isPositionalOnly) {
        return Errors.type(
                isPositionalOnly
                        ? name(function) + "() got some positional-only arguments passed as keyword arguments: '" + name
                                + "'"
                        : name(function) + "() got an unexpected keyword argument '" + name + "'");
    }

    private static void addDefaults(FunctionObject function, Object[] registers, int given) {
        Signature signature = function.code.signature;
        int positional = signature.positional();
        Object[] defaults = function.defaults;
        List<String> missing = null;
        for (int i = given; i < positional; i++) {
            if (registers[i] == null) {
                int d = i - (positional - defaults.length);
                if (d >= 0) {
                    registers[i] = defaults[d];
                } else {
                    missing = missing == null ? new ArrayList<>() : missing;
                    missing.add(signature.names().get(i));
                }
            }
        }
        if (missing != null) {
            throw missing(function, missing, "positional");
        }
        for (int i = positional; i < signature.names().size(); i++) {
            if (registers[i] == null) {
                String name = signature.names().get(i);
                Object value = function.keywordDefaults == null ? null : function.keywordDefaults.getText(name);
                if (value == null) {
                    missing = missing == null ? new ArrayList<>() : missing;
                    missing.add(name);
                }
                registers[i] = value;
            }
        }
        if (missing != null) {
            throw missing(function, missing, "keyword-only");
        }
    }

    private static String name(FunctionObject function) {
        return function.qualifiedName;
    }

    private static Raised missing(FunctionObject function, List<String> names, String kind) {
        int n = names.size();
        var text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            text.append(i == 0 ? "" : n == 2 ? " and " : i == n - 1 ? ", and " : ", ");
            text.append('\'').append(names.get(i)).append('\'');
        }
        return Errors.type(name(function) + "() missing " + n + " required " + kind + " argument" + (n == 1 ? "" : "s")
                + ": " + text);
    }

    private static Raised tooMany(FunctionObject function, Object[] registers, int given) {
        Signature signature = function.code.signature;
        int most = signature.positional();
        int least = most - function.defaults.length;
        String expected = least < most ? "from " + least + " to " + most : String.valueOf(most);
        int keywords = 0;
        for (int i = most; i < signature.names().size(); i++) {
            keywords += registers[i] != null ? 1 : 0;
        }
        String also = keywords == 0
                ? ""
                : " positional argument" + (given == 1 ? "" : "s") + " (and " + keywords + " keyword-only argument"
                        + (keywords == 1 ? "" : "s") + ")";
        return Errors.type(name(function) + "() takes " + expected + " positional argument"
                + (most == 1 && least == most ? "" : "s") + " but " + given + also
                + (given == 1 && keywords == 0 ? " was" : " were") + " given");
    }

    /// @return as many arguments as the function has parameters
    static @Nullable Object[] bind(BuiltinFunction function, Object[] arguments, DictObject keywords) {
        if (function.most >= 0 && arguments.length > function.most) {
            throw Errors.type(function.simpleName() + "() takes at most " + function.most + " arguments");
        }
        Object[] all = Arrays.copyOf(arguments, Math.max(function.most, arguments.length));
        HashTable table = keywords.table;
        for (int i = table.begin; i < table.end; i++) {
            if (table.key(i) == null) {
                continue;
            }
            int parameter = function.parameters.indexOf(table.key(i));
            if (parameter < 0) {
                throw Errors.type(
                        "'" + table.key(i) + "' is an invalid keyword argument for " + function.simpleName() + "()");
            }
            if (all[parameter] != null) {
                throw Errors.type("argument for " + function.simpleName() + "() given by name ('" + table.key(i)
                        + "') and position (" + (parameter + 1) + ")");
            }
            all[parameter] = table.value(i);
        }
        for (int i = 0; i < function.least; i++) {
            if (all[i] == null) {
                throw Errors.type(function.simpleName() + "() missing required argument '" + function.parameters.get(i)
                        + "' (pos " + (i + 1) + ")");
            }
        }
        return all;
    }
}
