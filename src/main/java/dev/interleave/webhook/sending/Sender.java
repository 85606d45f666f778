package dev.interleave.webhook.sending;

import dev.interleave.webhook.Receivers;
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
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Posts to receivers that may do anything: the whole exchange has 15 seconds, of the answer one kilobyte is
/// read, headers are bounded, redirects are not followed, no proxy or cookie is used, and each connection goes
/// to the very address that was checked. Thread-safe.
@Component
final class Sender implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Timeout CONNECT_LIMIT = Timeout.ofSeconds(5);
    private static final int ANSWER_BYTES = 1_024;
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
            return new Answer(null, why, null, null);
        }
    }

    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    Sender(Receivers receivers) {
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked(receivers))
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_LIMIT)
                                .setSocketTimeout(Timeout.of(LIMIT))
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(BOUNDED_HEADERS)
                                .build())
                        .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent("Interleave")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /// Posts once. Takes 15 seconds at most, and the name service's time.
    ///
    /// @param url http or https
    /// @param headers to send
    /// @param body JSON
    /// @return what came of it; never throws
    Answer post(URI url, Map<String, String> headers, String body) {
        HttpPost request = new HttpPost(url);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(LIMIT))
                .setConnectionRequestTimeout(Timeout.of(LIMIT))
                .build());
        headers.forEach(request::setHeader);
        request.setHeader(HttpHeaders.CONNECTION, "close"); // the next one is checked anew
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), JSON));
        AtomicBoolean late = new AtomicBoolean();
        var deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                LIMIT.toMillis(),
                TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            return answer(response);
        } catch (IOException | RuntimeException e) {
            return Answer.none(late.get() ? tooLate() : why(e));
        } finally {
            deadline.cancel(false);
        }
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    private static Answer answer(ClassicHttpResponse response) {
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return new Answer(
                response.getCode(), null, beginning(response), retryAfter == null ? null : retryAfter.getValue());
    }

    /// The status counts even if the body never comes.
    private static String beginning(ClassicHttpResponse response) {
        try (InputStream content = response.getEntity() == null
                ? InputStream.nullInputStream()
                : response.getEntity().getContent()) {
            return text(content.readNBytes(ANSWER_BYTES));
        } catch (IOException e) {
            return "";
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static String why(Exception e) {
        return switch (e) {
            case Receivers.RefusedHostException refused -> "refused: " + refused.getMessage();
            case UnknownHostException _ -> "the host name is not known";
            case SocketTimeoutException _ -> tooLate();
            case SSLException tls -> "no secure connection: " + tls.getMessage();
            case ConnectException connect -> "no connection: " + connect.getMessage();
            case MessageConstraintException _ -> "the headers of the answer are too large";
            default -> "the connection broke: " + e.getMessage();
        };
    }

    private static String tooLate() {
        return "no complete answer within " + LIMIT.toSeconds() + " seconds";
    }

    /// Gives the client only addresses that were checked; it dials one of those.
    private record Checked(Receivers receivers) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return receivers.addresses(asRegistered(host)).toArray(InetAddress[]::new);
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
