package dev.interleave.language.syntax;

import dev.interleave.language.syntax.StringLiterals.Form;
import dev.interleave.language.tree.Expression;
import dev.interleave.language.tree.Expression.BytesLiteral;
import dev.interleave.language.tree.Expression.FormattedString;
import dev.interleave.language.tree.Expression.StringLiteral;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Joins neighbouring string literals into one expression. Not thread-safe.
final class StringJoiner {

    private final SourceText source;

    StringJoiner(TokenCursor tokens) {
        this.source = tokens.source();
    }

    /// @param literals at least one token of type STRING
    /// @return a string, an f-string or bytes
    Expression join(List<Token> literals) {
        int at = literals.getFirst().start();
        List<Form> forms = literals.stream()
                .map(token -> StringLiterals.form(source, token))
                .toList();
        boolean bytes = forms.getFirst().bytes();
        if (forms.stream().anyMatch(form -> form.bytes() != bytes)) {
            throw source.error(at, "cannot mix bytes and nonbytes literals");
        }
        if (bytes) {
            var joined = new ByteArrayOutputStream();
            forms.forEach(form -> joined.writeBytes(StringLiterals.bytes(source, form)));
            return new BytesLiteral(at, joined.toByteArray());
        }
        var parts = new FormattedStringParser.Parts(at);
        for (Form form : forms) {
            if (form.formatted()) {
                new FormattedStringParser(source, form, parts).parse();
            } else {
                parts.text(StringLiterals.text(source, form.start(), form.end(), form.raw()));
            }
        }
        return forms.stream().anyMatch(Form::formatted)
                ? new FormattedString(at, parts.all())
                : new StringLiteral(at, parts.onlyText());
    }
}
