package dev.interleave.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A program that tries to take more time or memory than a program may.
///
/// @param name what it does
/// @param end the status of the machine, or the class of the exception that ends it; `SyntaxError` if it is rejected
/// @param source of the program
record HostileProgram(String name, String end, String source) {

    /// @return all programs of `hostile-programs.txt`, where a line `### name: end` is before each program
    static List<HostileProgram> all() {
        try (InputStream in = HostileProgram.class.getResourceAsStream("hostile-programs.txt")) {
            var programs = new ArrayList<HostileProgram>();
            for (String part : new String(in.readAllBytes(), UTF_8).split("### ")) {
                if (!part.isEmpty()) {
                    String head = part.substring(0, part.indexOf('\n'));
                    int colon = head.lastIndexOf(": ");
                    programs.add(new HostileProgram(
                            head.substring(0, colon), head.substring(colon + 2), part.substring(head.length() + 1)));
                }
            }
            return programs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
