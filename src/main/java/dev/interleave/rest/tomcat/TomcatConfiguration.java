package dev.interleave.rest.tomcat;

import dev.interleave.rest.link.BasePath;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Configures Tomcat: problem responses and deadlines for slow clients. It runs last, because the valve that is
/// added last reports first.
///
/// Some behaviour of Tomcat stays. It closes a connection whose headers do not arrive in time without a
/// response. It answers a request without a version (HTTP/0.9) with a body alone, and remembers this version
/// until the same processor has read a valid request line.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class TomcatConfiguration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /// Whether Spring's filter reads the headers of a proxy. It is the only one that reads a prefix.
    private final boolean hasForwardedPrefix;

    TomcatConfiguration(Environment environment) {
        hasForwardedPrefix = "framework".equalsIgnoreCase(environment.getProperty("server.forward-headers-strategy"));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(this::reportProblems);
        factory.setProtocol(DeadlineProtocol.class.getName());
        factory.addConnectorCustomizers(connector -> connector.addUpgradeProtocol(new CleartextHttp2()));
        // Send 100 Continue only when the body is read, so that a client does not send one that is too large.
        factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
        factory.addConnectorCustomizers(connector -> connector.setAllowTrace(true)); // refused by TraceFilter
        // What a client has not read yet. Left alone, the system takes up to 4 MB of each answer at once.
        factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "262144"));
    }

    private void reportProblems(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.getPipeline().addValve(new LeftoverBodyValve());
            if (hasForwardedPrefix) {
                host.getPipeline().addValve(new ForwardedPrefixValve());
            }
            host.getPipeline().addValve(new ProblemReportValve(new BasePath(context.getPath()), hasForwardedPrefix));
            // The host adds a valve of this class unless there is one.
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
        }
    }
}
