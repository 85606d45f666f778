package dev.interleave.job.web.result;

import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// Content between a few other bytes. Immutable.
///
/// @param before the first bytes
/// @param body the content
/// @param after the last bytes
record WrappedContent(Content before, Content body, Content after) implements Content {

    private static final Content NOTHING = ascii("");

    /// @param digits in ASCII, so that nothing needs escaping
    /// @return `{"value":"…"}`
    static Content json(Content digits) {
        return new WrappedContent(ascii("{\"value\":\""), digits, ascii("\"}"));
    }

    /// @param digits of a magnitude
    /// @return with a minus sign
    static Content negative(Content digits) {
        return new WrappedContent(ascii("-"), digits, NOTHING);
    }

    private static Content ascii(String text) {
        return new ByteContent(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long length() {
        return before.length() + body.length() + after.length();
    }

    @Override
    public InputStream open(long from) {
        long inBody = Math.max(0, from - before.length());
        return new SequenceInputStream(Collections.enumeration(List.of(
                before.open(Math.min(from, before.length())),
                body.open(Math.min(inBody, body.length())),
                after.open(Math.max(0, inBody - body.length())))));
    }
}
