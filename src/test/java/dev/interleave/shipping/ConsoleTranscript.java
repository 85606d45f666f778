package dev.interleave.shipping;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The commands of a Markdown page and the answers it shows for them: its fenced blocks marked `console`, in
/// which a command follows `$ `, and its answer follows it. In an answer, `…` stands for anything.
public record ConsoleTranscript(List<Exchange> exchanges) {

    private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
    private static final String PROMPT = "$ ";

    /// @param command as it was typed
    /// @param answer as it was shown, line by line
    record Exchange(String command, List<String> answer) {

        boolean isAnsweredBy(String output) {
            String pattern = Arrays.stream(String.join("\n", answer).split("…", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return Pattern.compile(pattern, Pattern.DOTALL)
                    .matcher(output.strip())
                    .matches();
        }
    }

    static ConsoleTranscript of(Path page) throws IOException {
        List<Exchange> exchanges = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
            blocks.group(1).lines().forEach(line -> add(line, exchanges));
        }
        return new ConsoleTranscript(exchanges);
    }

    /// Types all commands into one shell.
    ///
    /// @param folder where the shell is
    /// @param replacements what to replace in the commands, and with what
    /// @return the output of each command
    List<String> play(Path folder, Map<String, String> replacements) throws IOException {
        String mark = "--- end of answer ---";
        String script = exchanges.stream()
                .map(exchange -> replaced(exchange.command(), replacements) + "\necho; echo '" + mark + "'\n")
                .collect(Collectors.joining());
        Process shell = new ProcessBuilder("bash")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
            input.write(script);
        }
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return List.of(output.split(Pattern.quote(mark) + "\n"));
    }

    static String replaced(String text, Map<String, String> replacements) {
        String result = text;
        for (var replacement : replacements.entrySet()) {
            result = result.replace(replacement.getKey(), replacement.getValue());
        }
        return result;
    }

    private static void add(String line, List<Exchange> exchanges) {
        if (line.startsWith(PROMPT)) {
            exchanges.add(new Exchange(line.substring(PROMPT.length()), new ArrayList<>()));
        } else {
            exchanges.getLast().answer().add(line);
        }
    }
}
