package dev.interleave.webhook.delivery;

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

/// Posts to receivers that may do anything: the whole exchange has 15 seconds, of the answer one kilobyte is
/// read, headers are bounded, redirects are not followed, no proxy or cookie is used, and each connection goes
/// to the very address that was checked. Thread-safe.
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

    /// What a receiver did.
    ///
    /// @param status of its answer, if there was one
    /// @param failure why there was none
    /// @param body the beginning of it
    /// @param retryAfter the header, if there was one
    record Answer(
            @Nullable Integer status,
            @Nullable String failure,
            @Nullable String body,
            @Nullable String retryAfter) {

        private static Answer none(String why) {
            return new Answer(
                    null, printable(why.substring(0, Math.min(why.length(), FAILURE_CHARACTERS))), null, null);
        }
    }

    private final Duration limit;
    private final CloseableHttpClient client;
    private final Map<HttpPost, CompletableFuture<@Nullable Void>> underWay = new ConcurrentHashMap<>();
    private volatile boolean running = true;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    @Autowired
    WebhookSender(TargetValidator targetValidator) {
        this(targetValidator, LIMIT);
    }

    /// @param limit of the whole exchange
    WebhookSender(TargetValidator targetValidator, Duration limit) {
        this.limit = limit;
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Checked(targetValidator))
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
        // has the pool forget the receivers to which there is no connection; it keeps each one otherwise
        var _ = deadlines.scheduleWithFixedDelay(
                () -> connections.closeIdle(TimeValue.ZERO_MILLISECONDS), 1, 1, TimeUnit.MINUTES);
    }

    /// Posts once. Takes 15 seconds at most, and the name service's time.
    ///
    /// @param url http or https
    /// @param headers to send
    /// @param body JSON
    /// @return what came of it; empty if the service stops, and nobody knows; never throws
    Optional<Answer> post(URI url, Map<String, String> headers, String body) {
        HttpPost request = request(url, headers, body);
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        underWay.put(request, over);
        try {
            return running ? exchange(request) : Optional.empty();
        } finally {
            underWay.remove(request);
            over.complete(null);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /// Waits a moment for the exchanges that are under way, then breaks them off: receivers that hang do not
    /// keep the service from stopping.
    @Override
    public void stop() {
        running = false;
        CompletableFuture.allOf(underWay.values().toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        underWay.keySet().forEach(HttpPost::cancel);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Lower than the loop's, whose last jobs are told of.
    @Override
    public int getPhase() {
        return -1;
    }

    private Optional<Answer> exchange(HttpPost request) {
        AtomicBoolean late = new AtomicBoolean();
        var deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    Thread.startVirtualThread(request::cancel); // closing a socket may take time
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return Optional.of(answer(client.executeOpen(null, request, null), request));
        } catch (IOException | RuntimeException e) {
            return running ? Optional.of(Answer.none(late.get() ? tooLate() : why(e))) : Optional.empty();
        } finally {
            deadline.cancel(false);
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
        request.setHeader(HttpHeaders.CONNECTION, "close"); // the next one is checked anew
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), JSON));
        return request;
    }

    /// Breaks the connection after the beginning of the answer: closing it in an orderly way would read the
    /// rest, which may have no end.
    private static Answer answer(ClassicHttpResponse response, HttpPost request) {
        try {
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            return new Answer(
                    response.getCode(),
                    null,
                    beginning(response.getEntity()),
                    retryAfter == null ? null : retryAfter.getValue());
        } finally {
            request.cancel();
            closeQuietly(response);
        }
    }

    /// The status counts, even if the rest of the answer never comes.
    private static String beginning(@Nullable HttpEntity entity) {
        byte[] bytes = new byte[ANSWER_BYTES];
        int length = 0;
        try {
            InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
            for (int count = 0; count >= 0 && length < ANSWER_BYTES; ) {
                count = content.read(bytes, length, ANSWER_BYTES - length);
                length += Math.max(0, count);
            }
        } catch (IOException e) {
            // what has come until then is all there is
        }
        return printable(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }

    private static void closeQuietly(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // the connection was broken on purpose
        }
    }

    /// No database of ours takes U+0000.
    private static String printable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private String why(Exception e) {
        return switch (e) {
            case TargetValidator.RefusedHostException refused -> "refused: " + refused.getMessage();
            case UnknownHostException unknown -> "the host name cannot be resolved: " + unknown.getMessage();
            case SocketTimeoutException _ -> tooLate();
            case SSLException tls -> "no secure connection: " + tls.getMessage();
            case ConnectException connect -> "no connection: " + connect.getMessage();
            case MessageConstraintException _ -> "the headers of the answer are too large, or it is not HTTP";
            default -> "the connection broke: " + e.getMessage();
        };
    }

    private String tooLate() {
        return "no complete answer within " + limit.toSeconds() + " seconds";
    }

    /// Gives the client only addresses that were checked; it dials one of those.
    private record Checked(TargetValidator targetValidator) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return targetValidator.addresses(asRegistered(host)).toArray(InetAddress[]::new);
        }

        /// The client puts addresses in brackets and decodes names that begin with `xn--`.
        private static String asRegistered(String host) {
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : IDN.toASCII(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
