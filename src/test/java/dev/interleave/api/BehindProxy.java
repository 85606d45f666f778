package dev.interleave.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;

/// A test of the whole application as it runs behind a reverse proxy: with a key, a context path, a public URL and the
/// headers of the proxy. All of these share one run of it.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "server.servlet.context-path=" + BehindProxy.CONTEXT_PATH,
            "server.forward-headers-strategy=framework",
            "interleave.public-url=" + BehindProxy.PUBLIC_URL,
            "interleave.security.allowed-origins=" + BehindProxy.ALLOWED_ORIGIN,
            "interleave.webhooks.allowed-networks=127.0.0.0/8",
            "interleave.quota.owners[guest].jobs-in-flight=1000",
            "interleave.quota.owners[guest].requests-per-second=1000",
            "interleave.security.api-keys[0].name=root",
            "interleave.security.api-keys[0].key=" + BehindProxy.KEY,
            "interleave.security.api-keys[1].name=guest",
            "interleave.security.api-keys[1].key=" + BehindProxy.GUEST_KEY
        })
public @interface BehindProxy {

    String CONTEXT_PATH = "/interleave";

    String PUBLIC_URL = "https://jobs.example/queue/";

    String ALLOWED_ORIGIN = "http://app.example";

    String KEY = "key-of-the-operator-0123456789";

    String GUEST_KEY = "key-of-a-guest-0123456789";
}
