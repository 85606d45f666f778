package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// A generator.
public final class GeneratorObject extends HeapObject {

    /// Where it is suspended; null when it has ended.
    public @Nullable Frame frame;

    /// Whether it is running, or has resumed another one and waits for it.
    public boolean isRunning;

    /// Whether it was ever resumed.
    public boolean isStarted;

    /// Its name, as in `__name__`.
    public String name;

    /// The path of its definition, as in `__qualname__`.
    public String qualifiedName;

    /// @param type of the generator
    public GeneratorObject(ClassObject type) {
        super(type);
        this.name = "";
        this.qualifiedName = "";
    }

    /// @param frame not started
    public GeneratorObject(Frame frame) {
        super(frame.code.iteratorType() instanceof ClassObject iterator ? iterator : Types.GENERATOR);
        this.frame = frame;
        this.name = frame.function.name;
        this.qualifiedName = frame.function.qualifiedName;
    }
}
