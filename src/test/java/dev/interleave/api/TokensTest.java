package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Tokens of an issuer beside API keys. The service was started before the issuer.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "interleave.security.api-keys[0].key=" + TokensTest.KEY,
            "interleave.security.api-keys[0].name=carol",
            "interleave.security.allowed-origins=https://app.example",
            "interleave.security.jwt.role-claims=scope,scp,roles,realm_access.roles",
            "spring.security.oauth2.resourceserver.jwt.audiences=interleave"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {

    static final String KEY = "carol-of-these-tests-0001";

    private static final Issuer ISSUER = new Issuer();

    private final Client client;

    @Autowired
    TokensTest(@LocalServerPort int port) {
        client = new Client(port);
    }

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
    }

    /// Tokens cannot be told good from bad before the issuer is there; keys can.
    @BeforeAll
    void startTheIssuer() throws IOException {
        String token = ISSUER.token("carol", "interleave:reader");
        problem(with(token).get("/v1/jobs"), 503, "unavailable").header("Retry-After", "5");
        problem(with(token).get("/v1/jobs"), 503, "unavailable");
        with(KEY).get("/v1/jobs").then().statusCode(200);

        ISSUER.start();
        Awaitility.await().until(() -> with(token).get("/v1/jobs").statusCode() == 200);
    }

    @AfterAll
    void stopTheIssuer() {
        ISSUER.close();
    }

    @Test
    void namesTheOwnerByIssuerAndSubject() {
        String token = ISSUER.token("carol", "openid interleave:submitter");
        with(token)
                .get("/v1/session")
                .then()
                .statusCode(200)
                .body("name", equalTo("carol"))
                .body("owner", equalTo(ISSUER.uri() + "#carol"))
                .body("role", equalTo("submitter"));
        String job = with(token)
                .contentType("application/json")
                .body("{\"n\":5}")
                .post("/v1/jobs")
                .path("id");

        with(token).get("/v1/jobs/" + job).then().statusCode(200);
        problem(with(KEY).get("/v1/jobs/" + job), 404, "not-found"); // of the key that has the same name
        problem(with(ISSUER.token("dave", "interleave:admin")).get("/v1/jobs/" + job), 404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "interleave:reader,                      200, 403, 403",
        "interleave:submitter,                   200, 415, 403",
        "interleave:admin,                       200, 415, 200",
        "interleave:reader interleave:submitter, 200, 415, 403",
        "admin,                                  403, 403, 403",
        "interleave:root other:admin,            403, 403, 403",
    })
    void readsTheRoleFromTheScope(String scope, int look, int submit, int administer) {
        String token = ISSUER.token("erin", scope);

        assertThat(with(token).get("/v1/jobs").statusCode()).isEqualTo(look);
        assertThat(with(token).post("/v1/jobs").statusCode()).isEqualTo(submit);
        assertThat(with(token).get("/v1/api-keys").statusCode()).isEqualTo(administer);
    }

    @Test
    void readsRolesFromOtherClaims() {
        Map<String, Object> claims = Map.of(
                "scp", List.of("interleave:submitter"),
                "roles", List.of("interleave:submitter", 5),
                "realm_access", Map.of("roles", List.of("interleave:submitter")));
        claims.forEach((claim, value) -> {
            JWTClaimsSet.Builder some = ISSUER.claims("erin", "").claim(claim, value);

            with(ISSUER.sign(some.build())).get("/v1/session").then().body("role", equalTo("submitter"));
        });
    }

    @Test
    void rejectsTokensWithoutARole() {
        problem(with(ISSUER.token("erin", "openid")).get("/v1/jobs"), 403, "forbidden")
                .body("detail", containsString("role"));
        problem(with(ISSUER.token("erin", "openid")).get("/v1/session"), 403, "forbidden");
    }

    @Test
    void rejectsInvalidTokens() throws JOSEException {
        JWTClaimsSet good = ISSUER.claims("erin", "interleave:admin").build();
        Instant past = Instant.now().minus(Duration.ofMinutes(2));

        refused("expired", edited().expirationTime(Date.from(past)));
        refused("without an end", edited().expirationTime(null));
        refused("not yet good", edited().notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(2)))));
        refused("of another issuer", edited().issuer("http://127.0.0.1:1/realm"));
        refused("of no issuer", edited().issuer(null));
        refused("for another audience", edited().audience("payments"));
        refused("of nobody", edited().subject(null));
        refused("of a subject with a line break", edited().subject("erin\nroot"));
        refused("of a subject with a quote", edited().subject("\"erin\""));
        refused("signed with another key", Issuer.sign(good, Issuer.newKey("second"), JOSEObjectType.JWT));
        refused("signed with another key of that name", Issuer.sign(good, Issuer.newKey("first"), JOSEObjectType.JWT));
        refused("not an access token", Issuer.sign(good, ISSUER.key(), new JOSEObjectType("logout+jwt")));
        refused("alg none", new PlainJWT(good).serialize());
        refused("the public key as a shared secret", signedWithPublicKey(good));
        refused("changed", changed(ISSUER.sign(good)));
        refused("cut", ISSUER.sign(good).substring(0, 200));
    }

    @Test
    void acceptsTheTypeOfAnAccessToken() {
        JWTClaimsSet good = ISSUER.claims("erin", "interleave:reader").build();

        with(Issuer.sign(good, ISSUER.key(), new JOSEObjectType("at+jwt")))
                .get("/v1/jobs")
                .then()
                .statusCode(200);
    }

    @Test
    void acceptsKeysBesideTokens() {
        with(KEY).get("/v1/session").then().statusCode(200).body("owner", equalTo("carol"));
        problem(with("nobody").get("/v1/jobs"), 401, "unauthenticated");
        problem(client.request().get("/v1/jobs"), 401, "unauthenticated").header("WWW-Authenticate", "Bearer");
    }

    @Test
    void acceptsRequestsOfAllowedOrigins() {
        String token = ISSUER.token("erin", "interleave:reader");
        preflight("https://app.example")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "https://app.example")
                .header("Access-Control-Allow-Headers", containsString("authorization"));
        Response allowed = with(token).header("Origin", "https://app.example").get("/v1/jobs");
        Response other = with(token).header("Origin", "https://evil.example").get("/v1/jobs");

        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example");
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isNull();
        assertThat(allowed.header("Access-Control-Expose-Headers")).contains("Location", "ETag", "Retry-After");
        assertThat(other.header("Access-Control-Allow-Origin")).isNull();
        problem(preflight("https://evil.example"), 401, "unauthenticated");
    }

    private Response preflight(String origin) {
        return client.request()
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
                .options("/v1/jobs");
    }

    private JWTClaimsSet.Builder edited() {
        return ISSUER.claims("erin", "interleave:admin");
    }

    private void refused(String what, JWTClaimsSet.Builder claims) {
        refused(what, ISSUER.sign(claims.build()));
    }

    private void refused(String what, String token) {
        Response answer = with(token).get("/v1/jobs");

        assertThat(answer.statusCode()).as(what + ": " + answer.asString()).isEqualTo(401);
        problem(answer, 401, "unauthenticated").header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    /// What a careless verifier takes: the algorithm of the token, with the key of another.
    private static String signedWithPublicKey(JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims);
        token.sign(new MACSigner(ISSUER.key().toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static String changed(String token) {
        int middle = token.lastIndexOf('.') + 10;
        return token.substring(0, middle) + (token.charAt(middle) == 'A' ? 'B' : 'A') + token.substring(middle + 1);
    }

    private RequestSpecification with(@Nullable String key) {
        return client.request().header("Authorization", "Bearer " + key);
    }

    private static ValidatableResponse problem(Response answer, int status, String slug) {
        return answer.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("type", equalTo("/problems/" + slug));
    }
}
