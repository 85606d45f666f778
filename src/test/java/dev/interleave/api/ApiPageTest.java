package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// `docs/api.md` is what the application says of itself. To write it anew after a change: `./mvnw test
/// -Dtest=ApiPageTest -Dinterleave.docs.rewrite=true`.
@ApiTest
class ApiPageTest {

    private static final Path PAGE = Path.of("docs/api.md");

    private final OpenAPI api;

    @Autowired
    ApiPageTest(@LocalServerPort int port) {
        String description = new Client(port).request().get("/v3/api-docs").asString();
        api = new OpenAPIV3Parser().readContents(description).getOpenAPI();
    }

    @Test
    void agreesWithTheApplication() throws IOException {
        String page = ApiPage.of(api);
        if (Boolean.getBoolean("interleave.docs.rewrite")) {
            Files.writeString(PAGE, page);
        }

        assertThat(page).contains("`POST /v1/jobs`").contains("| `k` |");
        assertThat(Objects.requireNonNull(Files.readString(PAGE)))
                .as("docs/api.md is out of date: ./mvnw test -Dtest=ApiPageTest -Dinterleave.docs.rewrite=true")
                .isEqualTo(page);
    }
}
