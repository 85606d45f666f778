package dev.interleave.rest.openapi;

import dev.interleave.rest.idempotency.IdempotencyKeyReader;
import dev.interleave.rest.idempotency.Idempotent;
import dev.interleave.rest.idempotency.IdempotentCreation;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.Problem;
import dev.interleave.rest.problem.ProblemPages;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;

/// Adds to the OpenAPI description what all operations share: the problems that they return, with an example of
/// each.
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

    private static final String API_KEY = "apiKey";
    private static final String TOKEN = "token";
    private static final List<ProblemType> EVERYWHERE = List.of(
            ProblemType.MALFORMED_REQUEST, // the URL alone can be so odd that Tomcat refuses it
            ProblemType.INVALID_PARAMETER,
            ProblemType.NOT_ACCEPTABLE,
            ProblemType.STORE_UNAVAILABLE);
    private static final List<ProblemType> WITH_KEY =
            List.of(ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN, ProblemType.QUOTA_EXCEEDED);
    private static final List<ProblemType> WITH_IDEMPOTENCY_KEY = List.of(
            ProblemType.INVALID_HEADER,
            ProblemType.IDEMPOTENCY_KEY_IN_USE,
            ProblemType.IDEMPOTENCY_KEY_REUSED,
            ProblemType.RESOURCE_GONE);
    private static final List<ProblemType> WITH_BODY =
            List.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, ProblemType.TOO_LARGE, ProblemType.INVALID_INPUT);

    /// The format that marks members which take any JSON.
    private static final String ANY_JSON = "json";

    @Bean
    OpenAPI apiDescription(ObjectProvider<BuildProperties> build) {
        String version =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("unknown");
        return new OpenAPI()
                .info(new Info()
                        .title("Interleave")
                        .version(version)
                        .description("Exact computations, interleaved on one event loop. Every error is a problem "
                                + "(RFC 9457) with a type that is the path of a page that explains it. Where quotas are "
                                + "configured, answers tell in the headers RateLimit-Policy and RateLimit how much there "
                                + "is and how much is left; GET /v1/quota tells all of it.")
                        .contact(new Contact().name("The maintainers of Interleave"))
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                API_KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "An API key. None is needed where none is configured and only this "
                                                        + "machine can reach the service."))
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description(
                                                "A token of the OAuth 2 issuer that this service trusts, if it has "
                                                        + "one. The owner is the issuer with the subject.")))
                .addSecurityItem(new SecurityRequirement().addList(API_KEY))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN))
                .servers(List.of(new Server().url(OpenApiServer.SHARED_URL)))
                .tags(Stream.of(
                                "Jobs",
                                "Callbacks",
                                "Simulations",
                                "Computations",
                                "Programs",
                                "Schedules",
                                "Event loop",
                                "Access",
                                "Problems")
                        .map(name -> new Tag().name(name))
                        .toList());
    }

    @Bean
    OpenApiCustomizer problemSchema() {
        return api -> ModelConverters.getInstance()
                .readAllAsResolvedSchema(new AnnotatedType(Problem.class))
                .referencedSchemas
                .forEach(api.getComponents()::addSchemas);
    }

    /// A schema that takes any JSON has no type, which no annotation can say.
    @Bean
    OpenApiCustomizer anyJson() {
        return api -> {
            api.getComponents().getSchemas().values().stream()
                    .filter(schema -> schema.getProperties() != null)
                    .flatMap(schema -> ((Schema<?>) schema).getProperties().values().stream())
                    .forEach(ApiDocumentation::removeTypeOfAnyJson);
            api.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .flatMap(operation -> operation.getResponses().values().stream())
                    .filter(response -> response.getContent() != null)
                    .flatMap(response -> response.getContent().values().stream())
                    .filter(content -> content.getSchema() != null)
                    .forEach(content -> removeTypeOfAnyJson(content.getSchema()));
        };
    }

    private static void removeTypeOfAnyJson(Schema<?> schema) {
        if (ANY_JSON.equals(schema.getFormat())) {
            schema.setType(null);
            schema.setFormat(null);
        }
    }

    @Bean
    @Order(1)
    GlobalOperationCustomizer problemResponses() {
        return (operation, handler) -> {
            byStatus(operation, handler)
                    .forEach((status, types) ->
                            operation.getResponses().addApiResponse(String.valueOf(status), response(types)));
            return operation;
        };
    }

    @Bean
    GlobalOperationCustomizer openOperations() {
        return (operation, handler) -> {
            if (isOpen(handler)) {
                operation.setSecurity(List.of());
            }
            return operation;
        };
    }

    @Bean
    @Order(1)
    GlobalOperationCustomizer idempotencyKeys() {
        return (operation, handler) -> {
            if (handler.hasMethodAnnotation(Idempotent.class)) {
                operation.addParametersItem(new HeaderParameter()
                        .name(IdempotencyKeyReader.HEADER)
                        .description("Makes repeating the request safe, for 24 hours")
                        .schema(new StringSchema().minLength(1).maxLength(255)));
                operation.getResponses().forEach((status, response) -> {
                    if (status.startsWith("2")) {
                        response.addHeaderObject(IdempotentCreation.REPLAYED, new Header());
                    }
                });
            }
            return operation;
        };
    }

    /// Where an answer only names its headers, this adds what they look like.
    @Bean
    @Order(2)
    GlobalOperationCustomizer headerSchemas() {
        return (operation, _) -> {
            operation.getResponses().values().stream()
                    .map(ApiResponse::getHeaders)
                    .filter(Objects::nonNull)
                    .flatMap(headers -> headers.entrySet().stream())
                    .filter(header -> header.getValue().getSchema() == null)
                    .forEach(header -> header.getValue().schema(schemaOf(header.getKey())));
            return operation;
        };
    }

    private static Schema<?> schemaOf(String header) {
        return switch (header) {
            case HttpHeaders.RETRY_AFTER -> new IntegerSchema().description("In seconds");
            case HttpHeaders.LOCATION -> new StringSchema().format("uri-reference");
            default -> new StringSchema();
        };
    }

    private static Map<Integer, List<ProblemType>> byStatus(Operation operation, HandlerMethod handler) {
        Problems own = handler.getMethodAnnotation(Problems.class);
        return Stream.of(
                        EVERYWHERE.stream(),
                        isOpen(handler) ? Stream.<ProblemType>empty() : WITH_KEY.stream(),
                        operation.getRequestBody() == null ? Stream.<ProblemType>empty() : WITH_BODY.stream(),
                        handler.hasMethodAnnotation(Idempotent.class)
                                ? WITH_IDEMPOTENCY_KEY.stream()
                                : Stream.<ProblemType>empty(),
                        own == null ? Stream.<ProblemType>empty() : Arrays.stream(own.value()))
                .flatMap(types -> types)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
    }

    private static boolean isOpen(HandlerMethod handler) {
        return handler.getBeanType() == ProblemPages.class;
    }

    private static ApiResponse response(List<ProblemType> types) {
        MediaType json = new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"));
        types.forEach(type -> json.addExamples(type.slug(), example(type)));
        ApiResponse response = new ApiResponse()
                .description(types.stream().map(ProblemType::title).collect(Collectors.joining(", or ")))
                .content(new Content().addMediaType("application/problem+json", json));
        if (types.stream().anyMatch(ApiDocumentation::saysWhenToRetry)) {
            response.addHeaderObject(HttpHeaders.RETRY_AFTER, new Header());
        }
        if (types.contains(ProblemType.UNAUTHENTICATED)) {
            response.addHeaderObject(HttpHeaders.WWW_AUTHENTICATE, new Header());
        }
        if (types.contains(ProblemType.QUOTA_EXCEEDED)) {
            response.addHeaderObject("RateLimit", new Header());
            response.addHeaderObject("RateLimit-Policy", new Header());
        }
        if (types.contains(ProblemType.RANGE_NOT_SATISFIABLE)) {
            response.addHeaderObject(HttpHeaders.CONTENT_RANGE, new Header());
        }
        return response;
    }

    private static boolean saysWhenToRetry(ProblemType type) {
        return switch (type) {
            case QUEUE_FULL,
                    TOO_MANY_STREAMS,
                    TOO_MANY_DOWNLOADS,
                    STORE_UNAVAILABLE,
                    JOB_NOT_FINISHED,
                    IDEMPOTENCY_KEY_IN_USE,
                    QUOTA_EXCEEDED -> true;
            default -> false;
        };
    }

    private static Example example(ProblemType type) {
        return new Example()
                .summary(type.title())
                .value(new Problem(
                        type.uri(BasePath.ROOT), type.title(), type.status(), type.explanation(), null, List.of()));
    }
}
