package dev.interleave.job.web.result;

import dev.interleave.job.content.ByteContent;
import dev.interleave.job.content.Content;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/// Digits as a JSON object, `{"value":"…"}`.
///
/// @param digits in ASCII, so that nothing needs escaping
record JsonValueContent(Content digits) implements Content {

    private static final Content BEFORE = new ByteContent("{\"value\":\"".getBytes(StandardCharsets.US_ASCII));
    private static final Content AFTER = new ByteContent("\"}".getBytes(StandardCharsets.US_ASCII));

    @Override
    public long length() {
        return BEFORE.length() + digits.length() + AFTER.length();
    }

    @Override
    public InputStream open(long from) {
        long inDigits = Math.max(0, from - BEFORE.length());
        return new SequenceInputStream(Collections.enumeration(List.of(
                BEFORE.open(Math.min(from, BEFORE.length())),
                digits.open(Math.min(inDigits, digits.length())),
                AFTER.open(Math.max(0, inDigits - digits.length())))));
    }
}
