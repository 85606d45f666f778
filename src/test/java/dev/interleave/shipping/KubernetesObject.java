package dev.interleave.shipping;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
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
            case "Deployment" -> {
                V1Deployment.validateJsonElement(json);
                yield JSON.<V1Deployment>deserialize(json(), V1Deployment.class);
            }
            case "Pod" -> {
                V1Pod.validateJsonElement(json);
                yield JSON.<V1Pod>deserialize(json(), V1Pod.class);
            }
            case "ConfigMap" -> {
                V1ConfigMap.validateJsonElement(json);
                yield JSON.<V1ConfigMap>deserialize(json(), V1ConfigMap.class);
            }
            case "Ingress" -> {
                V1Ingress.validateJsonElement(json);
                yield JSON.<V1Ingress>deserialize(json(), V1Ingress.class);
            }
            case "NetworkPolicy" -> {
                V1NetworkPolicy.validateJsonElement(json);
                yield JSON.<V1NetworkPolicy>deserialize(json(), V1NetworkPolicy.class);
            }
            case "PodDisruptionBudget" -> {
                V1PodDisruptionBudget.validateJsonElement(json);
                yield JSON.<V1PodDisruptionBudget>deserialize(json(), V1PodDisruptionBudget.class);
            }
            case "HorizontalPodAutoscaler" -> {
                V2HorizontalPodAutoscaler.validateJsonElement(json);
                yield JSON.<V2HorizontalPodAutoscaler>deserialize(json(), V2HorizontalPodAutoscaler.class);
            }
            case "ServiceMonitor", "PrometheusRule", "HTTPRoute" -> new CustomObject(content()).checked();
            default -> throw new IllegalArgumentException("the chart should not render a " + kind());
        };
    }
}
