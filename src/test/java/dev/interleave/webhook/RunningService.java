package dev.interleave.webhook;

import static io.restassured.RestAssured.given;

import dev.interleave.InterleaveApplication;
import dev.interleave.webhook.target.HostResolver;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The whole application on a data directory and with a name service of the test's own.
///
/// @param context of the application
public record RunningService(ConfigurableApplicationContext context) implements AutoCloseable {

    private static final RestAssuredConfig PLAIN = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    static RunningService start(Path data, HostResolver names, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--interleave.data-dir=" + data));
        all.addAll(List.of(arguments));
        return new RunningService(new SpringApplicationBuilder(InterleaveApplication.class)
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean("names", HostResolver.class, () -> names))
                .run(all.toArray(String[]::new)));
    }

    @Override
    public void close() {
        context.close();
    }

    RequestSpecification request() {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return given().config(PLAIN).baseUri("http://127.0.0.1").port(port).urlEncodingEnabled(false);
    }

    Response get(String path) {
        return request().get(path);
    }

    Response post(String path) {
        return request().post(path);
    }

    Response post(String path, String body) {
        return request().contentType("application/json").body(body).post(path);
    }

    /// Registers a callback for all jobs and answers its id.
    String register(String url) {
        return post("/v1/callbacks", callback(url))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /// How much there is of anything that a request could have left behind.
    long rows() {
        return context.getBean(JdbcClient.class)
                .sql("SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM callback) + "
                        + "(SELECT count(*) FROM idempotency_key)")
                .query(Long.class)
                .single();
    }

    static String callback(String url) {
        return json(Map.of("url", url));
    }

    static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
