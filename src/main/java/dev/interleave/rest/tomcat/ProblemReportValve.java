package dev.interleave.rest.tomcat;

import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemResponse;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.StatusProblems;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// Writes problems for requests that Tomcat rejects before the application sees them, such as a malformed
/// request line, in place of Tomcat's error page.
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    private static final String RETRY_AFTER_SECONDS = "5";

    private static final String NOT_HTTP =
            "The request is not well-formed HTTP: check the request line, the encoding of the path, and the headers.";

    /// The text of Tomcat in the language of this JVM. Nothing else distinguishes this error from others.
    private static final String TOO_LONG =
            StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    private final BasePath contextPath;
    private final boolean hasForwardedPrefix;

    /// @param contextPath of the application, which also requests outside of it get links to
    /// @param hasForwardedPrefix whether the prefix that a proxy reports replaces it
    ProblemReportValve(BasePath contextPath, boolean hasForwardedPrefix) {
        this.contextPath = contextPath;
        this.hasForwardedPrefix = hasForwardedPrefix;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported() || !canWrite(response)) {
            return;
        }
        ProblemException problem = isStopping(request)
                ? StatusProblems.of(503).withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : problem(status, request.getRequestURI(), thrown);
        try {
            response.setStatus(problem.type().status());
            response.setHeader(HttpHeaders.CACHE_CONTROL, ProblemResponse.noStore());
            problem.headers().forEach(response::setHeader);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(ProblemResponse.json(basePath(request), request.getRequestURI(), problem));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException unreported) {
            LOG.debug("Cannot report status {}", status, unreported);
        }
    }

    private BasePath basePath(Request request) {
        return hasForwardedPrefix ? ForwardedPrefix.read(request).orElse(contextPath) : contextPath;
    }

    /// A connector that stops while a request arrives leaves the headers unread and rejects the request with 503,
    /// then with 400, because it finds no `Host` header.
    private static boolean isStopping(Request request) {
        Connector connector = request.getConnector();
        return connector != null
                && connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused()
                && request.getHeader(HttpHeaders.HOST) == null;
    }

    /// Tomcat reports each error as a bad request, also headers that are too long.
    private static ProblemException problem(int status, @Nullable String path, @Nullable Throwable thrown) {
        if (status != 400) {
            return StatusProblems.of(status);
        }
        if (thrown != null && TOO_LONG.equals(thrown.getMessage())) {
            return StatusProblems.of(path == null ? 414 : 431);
        }
        return thrown instanceof IllegalStateException // more headers than the connector's limit
                ? StatusProblems.of(431)
                : new ProblemException(ProblemType.MALFORMED_REQUEST, NOT_HTTP);
    }

    private static boolean canWrite(Response response) {
        AtomicBoolean allowed = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, allowed);
        return allowed.get();
    }
}
