package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Does what `docs/clients.md` says for Java, with its own words: has the client generated from the service's
/// description of itself, compiles it with the program on that page, and runs that against the service.
@ApiTest
class GeneratedClientTest {

    private static final Path PAGE = Path.of("docs/clients.md");

    /// Where Maven puts it.
    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");

    private static final Pattern COMMAND = Pattern.compile(
            "npx --yes @openapitools/openapi-generator-cli@[0-9.]+ (generate -i interleave\\.json -g java [^`]*)```");
    private static final Pattern PROGRAM = Pattern.compile("```java\\n([^`]*)```");

    private final int port;

    @TempDir
    private Path folder;

    @Autowired
    GeneratedClientTest(@LocalServerPort int port) {
        this.port = port;
    }

    @Test
    void runsAJobWithTheGeneratedJavaClient() throws Exception {
        Files.writeString(
                folder.resolve("interleave.json"),
                new Client(port).request().get("/v3/api-docs").asString());
        generate();
        compile();

        String output =
                run(List.of("-cp", folder.resolve("classes") + File.pathSeparator + classPath(), "OneJob", address()));

        BigInteger expected = LongStream.rangeClosed(1, 1000)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, BigInteger::multiply);
        assertThat(output.lines()).containsExactly("succeeded, 2568 digits", expected.toString());
    }

    private void generate() throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-jar", GENERATOR.toAbsolutePath().toString()));
        arguments.addAll(List.of(found(COMMAND).replace("\\\n", " ").strip().split("\\s+")));
        run(arguments);
    }

    private void compile() throws IOException {
        Path program = Files.writeString(folder.resolve("OneJob.java"), found(PROGRAM));
        List<Path> sources = new ArrayList<>(List.of(program));
        try (Stream<Path> generated = Files.walk(folder.resolve("client-java/src/main/java"))) {
            generated.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-cp",
                    classPath(),
                    "-d",
                    folder.resolve("classes").toString());
            assertThat(sources).hasSizeGreaterThan(30);
            assertThat(compiler.getTask(
                                    messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                            .call())
                    .as(messages.toString())
                    .isTrue();
        }
    }

    /// @return what the program printed to its standard output
    private String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readString(output);
    }

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String found(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(PAGE));
        assertThat(matcher.find()).as("%s has %s", PAGE, pattern).isTrue();
        return matcher.group(1);
    }
}
