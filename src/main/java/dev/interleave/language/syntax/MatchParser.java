package dev.interleave.language.syntax;

import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Pattern;
import dev.interleave.language.tree.Statement;
import dev.interleave.language.tree.Statement.Case;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses `match` statements; `match` and `case` are names elsewhere (Python Language Reference 3.11, section
/// 8.6). Not thread-safe.
final class MatchParser {

    private final TokenCursor tokens;
    private final ExpressionParser expressions;
    private final BlockParser blocks;
    private final PatternParser patterns;

    MatchParser(TokenCursor tokens, ExpressionParser expressions, BlockParser blocks) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.blocks = blocks;
        this.patterns = new PatternParser(tokens, expressions);
    }

    /// @return null if `match` is a name here; then the cursor is where it was
    @Nullable
    Statement tryMatch() {
        int mark = tokens.mark();
        int depth = tokens.depth();
        int at = tokens.next().start();
        Expression subject = trySubject();
        if (subject == null) {
            tokens.rewind(mark);
            tokens.restoreDepth(depth);
            return null;
        }
        return match(at, subject);
    }

    /// @return null unless an expression, a colon and the end of the line follow
    private @Nullable Expression trySubject() {
        if (!expressions.canStart()) {
            return null;
        }
        try {
            Expression subject = expressions.namedTupleOrExpression();
            return tokens.accept(":") && tokens.isAt(TokenType.NEWLINE) ? subject : null;
        } catch (InvalidProgramException e) {
            return null;
        }
    }

    private Statement match(int at, Expression subject) {
        tokens.next();
        if (!tokens.isAt(TokenType.INDENT)) {
            throw tokens.error("expected an indented block after 'match' statement on line "
                    + tokens.source().line(at));
        }
        tokens.next();
        List<Case> cases = new ArrayList<>();
        while (tokens.peek().isName("case")) {
            cases.add(matchCase());
        }
        if (cases.isEmpty() || !tokens.isAt(TokenType.DEDENT)) {
            throw tokens.error("invalid syntax");
        }
        tokens.next();
        return new Statement.Match(at, subject, List.copyOf(cases));
    }

    private Case matchCase() {
        int at = tokens.next().start();
        Pattern pattern = patterns.open();
        Expression guard = tokens.accept("if") ? expressions.named() : null;
        return new Case(pattern, guard, blocks.block("'case' statement", at));
    }
}
