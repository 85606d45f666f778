package dev.interleave.language;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The reference implementation, asked through `python3` for its trees and for what programs print.
public final class CPython {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TIMEOUT_SECONDS = 60;

    private CPython() {}

    /// Skips the test, and says so, where there is no `python3` of version 3.11 or newer.
    ///
    /// @return the tree of each program, or an empty text where CPython rejects it
    public static List<String> trees(List<String> programs) {
        return ask("syntax/ast-dump.py", programs);
    }

    /// Skips the test, and says so, where there is no `python3` of version 3.11 or newer.
    ///
    /// @return what each program prints, and the exception that ends it; addresses of objects are left out
    public static List<String> outputs(List<String> programs) {
        return ask("run-programs.py", programs);
    }

    private static List<String> ask(String name, List<String> programs) {
        try (InputStream script = CPython.class.getResourceAsStream(name)) {
            String code = new String(script.readAllBytes(), UTF_8);
            Process python =
                    new ProcessBuilder("python3", "-X", "utf8", "-X", "int_max_str_digits=0", "-c", code).start();
            Thread.ofVirtual().start(() -> write(python, programs));
            String answer = new String(python.getInputStream().readAllBytes(), UTF_8);
            String errors = new String(python.getErrorStream().readAllBytes(), UTF_8);
            if (!python.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || python.exitValue() != 0) {
                throw new IllegalStateException("python3 failed: " + errors);
            }
            return JSON.readValue(answer, new TypeReference<List<String>>() {});
        } catch (IOException e) {
            System.err.println("WARNING: python3 is missing; the language was NOT compared with CPython: " + e);
            Assumptions.abort("python3 is missing");
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Process python, List<String> programs) {
        try (var input = python.getOutputStream()) {
            input.write(JSON.writeValueAsBytes(programs));
        } catch (IOException e) {
            python.destroy();
        }
    }
}
