package dev.interleave.language;

import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.syntax.SourceText;
import dev.interleave.language.tree.Statement;
import java.util.Optional;

/// A program that can be executed. Not thread-safe: at most one [Execution] at a time uses it.
public final class Program {

    /// The function that an execution calls, with the input as keyword arguments.
    static final String MAIN = "main";

    private final Compiler.Module module;
    private final Optional<Signature> signature;
    private final int length;

    private Program(Compiler.Module module, Optional<Signature> signature, int length) {
        this.module = module;
        this.signature = signature;
        this.length = length;
    }

    /// Loads the library, which takes some hundred milliseconds, unless it was loaded before.
    public static void loadLibrary() {
        Library.get();
    }

    /// Takes time proportional to the length of the source.
    ///
    /// @param source of a whole program
    /// @return the program
    /// @throws dev.interleave.language.syntax.InvalidProgramException if it is no program, or is not supported
    public static Program compile(String source) {
        SourceText text = SourceText.of(source);
        Compiler.Module module = Compiler.compile(text, Library.get().environment(), false);
        Optional<Signature> signature = module.tree().stream()
                .filter(Statement.FunctionDefinition.class::isInstance)
                .map(Statement.FunctionDefinition.class::cast)
                .filter(function -> function.name().equals(MAIN))
                .reduce((_, last) -> last)
                .filter(function -> function.decorators().isEmpty())
                .map(Signature::of);
        return new Program(module, signature, source.length());
    }

    /// @return the length of the source, in characters
    public int length() {
        return length;
    }

    /// @return the parameters of the function `main`; empty if the program defines none, or decorates it
    public Optional<Signature> signature() {
        return signature;
    }

    /// @return whether the program may have a function `main`, however it defines it
    public boolean mayHaveMain() {
        return module.globals().contains(MAIN);
    }

    /// @return the code
    Compiler.Module module() {
        return module;
    }
}
