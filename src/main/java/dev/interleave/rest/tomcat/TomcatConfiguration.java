package dev.interleave.rest.tomcat;

import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Makes Tomcat's own errors look like all others. Last of its kind, because the valve that is added last is
/// the first to report.
///
/// And makes Tomcat lose its patience with clients that send without end.
///
/// Some things stay as Tomcat has them. A connection whose headers do not arrive in time is closed without a
/// word. A request without a version (HTTP/0.9) gets a body without a head, as that protocol wants it; and
/// Tomcat remembers this until the same processor has read a good request line, so that a broken one in between
/// gets no head either.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class TomcatConfiguration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(TomcatConfiguration::reportProblems);
        factory.setProtocol(DeadlineProtocol.class.getName());
        // Ask for the body only when somebody reads it, so that one which is too large is not even sent.
        factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
        // What a client has not read yet. Left alone, the system takes up to 4 MB of each answer at once.
        factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "262144"));
    }

    private static void reportProblems(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.getPipeline().addValve(new LeftoverBodyValve());
            host.getPipeline().addValve(new ProblemReportValve());
            // The host adds a valve of this class unless there is one.
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
        }
    }
}
