package dev.interleave.webhook.delivery;

import dev.interleave.supervision.SupervisedTask;
import dev.interleave.webhook.target.TargetValidator;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Sends requests to untrusted receivers. Thread-safe.
///
/// An exchange takes at most 15 seconds, one kilobyte of the response body is read, headers are limited, redirects
/// are not followed, proxies and cookies are not used, and each connection goes to the address that was checked.
@Component
public final class WebhookSender implements SmartLifecycle, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int ANSWER_BYTES = 1_024;
    private static final int FAILURE_CHARACTERS = 300;
    private static final int MAX_CONNECTIONS = 10_000;
    private static final ContentType JSON = ContentType.create("application/json");
    private static final Http1Config BOUNDED_HEADERS = Http1Config.custom()
            .setMaxLineLength(8_192)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(10)
            .build();

    /// The response of a receiver, or why there is none.
    ///
    /// @param status null without a response
    /// @param failure null with a response
    /// @param body the first kilobyte
    /// @param retryAfter the header, null without it
    record Answer(
            @Nullable Integer status,
            @Nullable String failure,
            @Nullable String body,
            @Nullable String retryAfter) {

        private static Answer none(String failure) {
            return new Answer(
                    null, printable(failure.substring(0, Math.min(failure.length(), FAILURE_CHARACTERS))), null, null);
        }
    }

    private final Duration limit;
    private final CloseableHttpClient client;
    private final Map<HttpPost, CompletableFuture<@Nullable Void>> exchanges = new ConcurrentHashMap<>();
    private volatile boolean running = true;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    @Autowired
    WebhookSender(TargetValidator targets) {
        this(targets, LIMIT);
    }

    /// @param limit for the whole exchange
    WebhookSender(TargetValidator targets, Duration limit) {
        this.limit = limit;
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedDnsResolver(targets))
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT_LIMIT.compareTo(limit) < 0 ? CONNECT_LIMIT : limit))
                        .setSocketTimeout(Timeout.of(limit))
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED_HEADERS)
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent("Interleave")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
        // without this, the pool keeps an entry for each receiver
        var _ = deadlines.scheduleWithFixedDelay(
                new SupervisedTask("idle connections", () -> connections.closeIdle(TimeValue.ZERO_MILLISECONDS)),
                1,
                1,
                TimeUnit.MINUTES);
    }

    /// Sends one POST request. Blocks for at most 15 seconds plus the DNS lookup; does not throw.
    ///
    /// @param url http or https
    /// @param body JSON
    /// @return the answer; empty if the service is stopping and the outcome is unknown
    Optional<Answer> post(URI url, Map<String, String> headers, String body) {
        HttpPost request = request(url, headers, body);
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        exchanges.put(request, done);
        try {
            return running ? exchange(request) : Optional.empty();
        } finally {
            exchanges.remove(request);
            done.complete(null);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /// Waits 5 seconds for the current exchanges, then cancels them.
    @Override
    public void stop() {
        running = false;
        CompletableFuture.allOf(exchanges.values().toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        exchanges.keySet().forEach(HttpPost::cancel);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Lower than the phase of the loop, so that the events of its last jobs can be sent.
    @Override
    public int getPhase() {
        return -1;
    }

    private Optional<Answer> exchange(HttpPost request) {
        AtomicBoolean timedOut = new AtomicBoolean();
        var timeout = deadlines.schedule(
                () -> {
                    timedOut.set(true);
                    Thread.startVirtualThread(request::cancel); // closing a socket may take time
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return Optional.of(answer(client.executeOpen(null, request, null), request));
        } catch (IOException | RuntimeException e) {
            return running ? Optional.of(Answer.none(timedOut.get() ? timeout() : describe(e))) : Optional.empty();
        } finally {
            timeout.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    private HttpPost request(URI url, Map<String, String> headers, String body) {
        HttpPost request = new HttpPost(url);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(limit))
                .setConnectionRequestTimeout(Timeout.of(limit))
                .build());
        headers.forEach(request::setHeader);
        request.setHeader(HttpHeaders.CONNECTION, "close"); // the next connection is checked again
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), JSON));
        return request;
    }

    /// Aborts the connection after the first kilobyte: an orderly close would read the rest of the body, which
    /// may be endless.
    private static Answer answer(ClassicHttpResponse response, HttpPost request) {
        try {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new Answer(
                    response.getCode(),
                    null,
                    firstKilobyte(response.getEntity()),
                    retryAfter == null ? null : retryAfter.getValue());
        } finally {
            request.cancel();
            closeQuietly(response);
        }
    }

    /// Returns what has arrived if reading fails: the status decides about the attempt.
    private static String firstKilobyte(@Nullable HttpEntity entity) {
        byte[] bytes = new byte[ANSWER_BYTES];
        int length = 0;
        try {
            InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
            for (int count = 0; count >= 0 && length < ANSWER_BYTES; ) {
                count = content.read(bytes, length, ANSWER_BYTES - length);
                length += Math.max(0, count);
            }
        } catch (IOException e) {
            // the rest is missing
        }
        return printable(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // the connection was aborted above
        }
    }

    /// PostgreSQL does not store U+0000.
    private static String printable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private String describe(Exception e) {
        return switch (e) {
            case TargetValidator.RefusedHostException refused -> "refused: " + refused.getMessage();
            case UnknownHostException unknown -> "the host name cannot be resolved: " + unknown.getMessage();
            case SocketTimeoutException _ -> timeout();
            case SSLException tls -> "no secure connection: " + tls.getMessage();
            case ConnectException connect -> "no connection: " + connect.getMessage();
            case MessageConstraintException _ -> "the response is not HTTP, or its headers are too large";
            default -> "connection failed: " + e.getMessage();
        };
    }

    private String timeout() {
        return "no complete response within " + limit.toSeconds() + " seconds";
    }

    /// Gives the HTTP client only checked addresses; it connects to one of them.
    private record CheckedDnsResolver(TargetValidator targets) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return targets.addresses(asRegistered(host)).toArray(InetAddress[]::new);
        }

        /// The HTTP client adds brackets to IPv6 addresses and decodes names that start with `xn--`.
        private static String asRegistered(String host) {
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : IDN.toASCII(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
