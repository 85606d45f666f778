package dev.interleave.language.value;

/// Makes the exceptions of the machine, with the messages of CPython.
public final class Errors {

    private Errors() {}

    /// @param message of the exception
    /// @return to be thrown
    public static Raised type(String message) {
        return new Raised(Types.TYPE_ERROR, message);
    }

    /// @param message of the exception
    /// @return to be thrown
    public static Raised value(String message) {
        return new Raised(Types.VALUE_ERROR, message);
    }

    /// @param message of the exception
    /// @return to be thrown
    public static Raised index(String message) {
        return new Raised(Types.INDEX_ERROR, message);
    }

    /// @param message of the exception
    /// @return to be thrown
    public static Raised overflow(String message) {
        return new Raised(Types.OVERFLOW_ERROR, message);
    }

    /// @param message of the exception
    /// @return to be thrown
    public static Raised zeroDivision(String message) {
        return new Raised(Types.ZERO_DIVISION_ERROR, message);
    }

    /// @param key that is missing
    /// @return to be thrown
    public static Raised key(Object key) {
        return new Raised(new ExceptionObject(Types.KEY_ERROR, TupleObject.of(key)));
    }

    /// @param value the object
    /// @param name of the attribute that it has not
    /// @return to be thrown
    public static Raised attribute(Object value, String name) {
        String subject = switch (value) {
            case ClassObject c -> "type object '" + c.fullName() + "'";
            case ModuleObject m -> "module '" + m.name + "'";
            default -> "'" + Types.nameOf(value) + "' object";
        };
        return new Raised(Types.ATTRIBUTE_ERROR, subject + " has no attribute '" + name + "'");
    }
}
