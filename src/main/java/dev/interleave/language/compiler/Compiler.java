package dev.interleave.language.compiler;

import dev.interleave.language.code.Code;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.language.syntax.Parser;
import dev.interleave.language.syntax.SourceText;
import dev.interleave.language.tree.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/// Compiles source text. Not thread-safe; one for each program.
public final class Compiler {

    /// A compiled module.
    ///
    /// @param code of its statements
    /// @param globals the names of its variables, by number
    /// @param tree what was compiled
    public record Module(Code code, List<String> globals, List<Statement> tree) {}

    final SourceText source;
    final Environment environment;
    final boolean isLibrary;
    final List<String> globals = new ArrayList<>();
    final IdentityHashMap<Object, Scope> scopes;
    final int[] lineStarts;
    private final List<Statement> tree;

    private Compiler(SourceText source, Environment environment, boolean isLibrary) {
        this.source = source;
        this.environment = environment;
        this.isLibrary = isLibrary;
        this.lineStarts = lineStarts(source.text());
        this.tree = Parser.parse(source);
        this.scopes = new ScopeAnalyzer(source).analyze(tree);
    }

    /// Takes time proportional to the length of the source.
    ///
    /// @param source of a whole program
    /// @param environment what exists around it
    /// @param isLibrary whether it is a part of the library, which can use the helpers
    /// @return the module
    /// @throws InvalidProgramException at the first mistake
    public static Module compile(SourceText source, Environment environment, boolean isLibrary) {
        return new Compiler(source, environment, isLibrary).compile();
    }

    private Module compile() {
        Scope scope = module();
        global("__name__");
        var function = new FunctionBuilder(scope, source, lineStarts, List.of());
        function.draft.name = "<module>";
        function.draft.qualifiedName = "<module>";
        function.draft.isLibrary = isLibrary;
        var statements = new StatementCompiler(this, function);
        function.draft.documentation = statements.body(tree);
        statements.returnNone();
        return new Module(function.finish(), globals, tree);
    }

    /// @return the scope of the module
    Scope module() {
        return scope(tree);
    }

    /// @return whether names may come from a module without being listed
    boolean hasStarImport() {
        return module().hasStarImport;
    }

    @SuppressWarnings("NullAway") // every node with a scope has one
    Scope scope(Object node) {
        return scopes.get(node);
    }

    /// @return the number of a global variable
    int global(String name) {
        int number = globals.indexOf(name);
        if (number < 0) {
            globals.add(name);
            number = globals.size() - 1;
        }
        return number;
    }

    private static int[] lineStarts(String text) {
        var starts = new ArrayList<Integer>();
        starts.add(0);
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts.stream().mapToInt(i -> i).toArray();
    }
}
