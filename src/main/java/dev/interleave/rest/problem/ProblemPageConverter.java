package dev.interleave.rest.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.util.HtmlUtils;

/// Writes a [ProblemPage] as self-contained HTML.
public final class ProblemPageConverter extends AbstractHttpMessageConverter<ProblemPage> {

    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}
            code{font-family:ui-monospace,monospace}
            h2{margin-top:2.5rem;font-size:1.2rem}
            """;
    private static final String POLICY = "default-src 'none'; style-src '" + sha256(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public ProblemPageConverter() {
        super(StandardCharsets.UTF_8, MediaType.TEXT_HTML);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == ProblemPage.class;
    }

    @Override
    protected ProblemPage readInternal(Class<? extends ProblemPage> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("Problem pages are for reading only", message);
    }

    @Override
    protected void writeInternal(ProblemPage page, HttpOutputMessage message) throws IOException {
        message.getHeaders().set("Content-Security-Policy", POLICY);
        message.getHeaders().set("X-Content-Type-Options", "nosniff");
        message.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        message.getBody().write(html(page).getBytes(StandardCharsets.UTF_8));
    }

    private static String html(ProblemPage page) {
        return String.format(
                Locale.ROOT,
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <h1>%s</h1>
                %s
                <p><a href="%s">All problems</a></p>
                </body>
                </html>
                """,
                escaped(page.title()),
                STYLE,
                escaped(page.title()),
                page.problems().stream().map(ProblemPageConverter::section).collect(Collectors.joining()),
                escaped(page.base().link("/problems")));
    }

    private static String section(ProblemPage.Entry entry) {
        return String.format(
                Locale.ROOT,
                """
                <section>
                <h2><a href="%s"><code>%s</code></a></h2>
                <p>%s. Answered with status %d.</p>
                <p>%s</p>
                </section>
                """,
                escaped(entry.type().toString()),
                escaped(entry.type().toString()),
                escaped(entry.title()),
                entry.status(),
                escaped(entry.explanation()));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
