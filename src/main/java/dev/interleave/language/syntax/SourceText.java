package dev.interleave.language.syntax;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The characters of a program, and where its lines begin. Immutable.
///
/// A byte order mark is dropped, and every line ends in `\n`, whatever it ended in before. Positions are
/// offsets into [#text()] in UTF-16 units.
public final class SourceText {

    /// The largest source that is accepted, in bytes of UTF-8.
    public static final int MAX_BYTES = 256 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;

    private SourceText(String text) {
        this.text = text;
    }

    /// @param bytes of the source, in UTF-8
    /// @return the source
    /// @throws InvalidProgramException if there are more than [#MAX_BYTES], or they are not UTF-8
    public static SourceText of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw tooLong();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return new SourceText(normalized(decoder.decode(buffer).toString()));
        } catch (CharacterCodingException e) {
            var before = new SourceText(normalized(StandardCharsets.UTF_8
                    .decode(ByteBuffer.wrap(bytes, 0, buffer.position()))
                    .toString()));
            throw before.error(
                    before.text.length(),
                    "(unicode error) 'utf-8' codec can't decode byte 0x"
                            + HexFormat.of().toHexDigits(bytes[buffer.position()]));
        }
    }

    /// @param source as a JSON string holds it
    /// @return the source
    /// @throws InvalidProgramException if it has more than [#MAX_BYTES] in UTF-8, or a lone surrogate
    public static SourceText of(String source) {
        if (source.length() > MAX_BYTES) {
            throw tooLong();
        }
        for (int i = 0; i < source.length(); i += Character.charCount(source.codePointAt(i))) {
            int c = source.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                throw new SourceText(source).error(i, "source code cannot contain surrogates");
            }
        }
        return of(source.getBytes(StandardCharsets.UTF_8));
    }

    private static InvalidProgramException tooLong() {
        return new InvalidProgramException(1, 1, "the program is longer than " + MAX_BYTES + " bytes; shorten it");
    }

    private static String normalized(String raw) {
        String text = !raw.isEmpty() && raw.charAt(0) == BYTE_ORDER_MARK ? raw.substring(1) : raw;
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /// @return all characters
    public String text() {
        return text;
    }

    /// @param offset from 0 to the length of the text
    /// @return its line, from 1; takes time proportional to the offset
    public int line(int offset) {
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    /// @param offset from 0 to the length of the text
    /// @return its column, in code points from 1
    public int column(int offset) {
        int start = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
        return text.codePointCount(start, offset) + 1;
    }

    /// @param offset where the mistake is
    /// @param detail what is wrong
    /// @return to be thrown
    public InvalidProgramException error(int offset, String detail) {
        return new InvalidProgramException(line(offset), column(offset), detail);
    }
}
