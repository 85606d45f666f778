package dev.interleave.shipping;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// One rendered document, which Kubernetes' own model classes can be asked to read.
record KubernetesObject(Map<?, ?> content) {

    String kind() {
        return String.valueOf(content.get("kind"));
    }

    String json() {
        return JsonMapper.shared().writeValueAsString(content);
    }

    /// Reads the document strictly: a field that the model does not know is an error, at any depth.
    Object read() throws IOException {
        JsonElement json = JsonParser.parseString(json());
        return switch (kind()) {
            case "StatefulSet" -> {
                V1StatefulSet.validateJsonElement(json);
                yield JSON.<V1StatefulSet>deserialize(json(), V1StatefulSet.class);
            }
            case "Service" -> {
                V1Service.validateJsonElement(json);
                yield JSON.<V1Service>deserialize(json(), V1Service.class);
            }
            case "ServiceAccount" -> {
                V1ServiceAccount.validateJsonElement(json);
                yield JSON.<V1ServiceAccount>deserialize(json(), V1ServiceAccount.class);
            }
            default -> throw new IllegalArgumentException("the chart should not render a " + kind());
        };
    }
}
