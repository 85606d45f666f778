package dev.interleave.rest.request;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ranges of a `Range` header in bytes (RFC 9110, section 14.1.2), with positions of any length. Immutable.
///
/// @param satisfiable the ranges that overlap the representation, cut to its length, in the order of the header
public record ByteRanges(List<ByteRange> satisfiable) {

    private static final Pattern UNIT = Pattern.compile("(?i)bytes=(.*)");
    private static final Pattern RANGE = Pattern.compile("([0-9]*)-([0-9]*)");
    private static final int MAX_RANGES = 100;
    private static final int LONGEST_LONG = 18;

    /// @param first position of the first byte
    /// @param last position of the last byte
    public record ByteRange(long first, long last) {}

    public ByteRanges {
        satisfiable = List.copyOf(satisfiable);
    }

    /// @param header the value of the header
    /// @return whether the unit is bytes; other units are ignored
    public static boolean isInBytes(String header) {
        return UNIT.matcher(header.strip()).matches();
    }

    /// @param header with the unit bytes
    /// @param length of the representation in bytes
    /// @return the ranges; empty if the header is malformed or has more than a hundred of them
    public static Optional<ByteRanges> parse(String header, long length) {
        Matcher unit = UNIT.matcher(header.strip());
        if (!unit.matches()) {
            return Optional.empty();
        }
        List<ByteRange> ranges = new ArrayList<>();
        String[] parts = unit.group(1).split(",", MAX_RANGES + 2);
        if (parts.length > MAX_RANGES) {
            return Optional.empty();
        }
        for (String part : parts) {
            Matcher range = RANGE.matcher(part.strip());
            if (part.isBlank()) {
                continue;
            }
            if (!range.matches() || part.strip().equals("-") || isReversed(range)) {
                return Optional.empty();
            }
            ByteRange cut = cut(range, length);
            if (cut.first <= cut.last) {
                ranges.add(cut);
            }
        }
        return Optional.of(new ByteRanges(ranges));
    }

    /// @param header with the unit bytes
    /// @return whether the header names no range at all
    public static boolean isEmpty(String header) {
        Matcher unit = UNIT.matcher(header.strip());
        return unit.matches() && unit.group(1).replace(',', ' ').isBlank();
    }

    private static boolean isReversed(Matcher range) {
        return !range.group(1).isEmpty()
                && !range.group(2).isEmpty()
                && new BigInteger(range.group(1)).compareTo(new BigInteger(range.group(2))) > 0;
    }

    private static ByteRange cut(Matcher range, long length) {
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty()) {
            return new ByteRange(length - Math.min(length, position(last)), length - 1);
        }
        return new ByteRange(position(first), last.isEmpty() ? length - 1 : Math.min(position(last), length - 1));
    }

    /// @return the number, or `Long.MAX_VALUE` if it has more digits than a length can have
    private static long position(String digits) {
        String significant = digits.replaceFirst("^0+(?=[0-9])", "");
        return significant.length() > LONGEST_LONG ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
