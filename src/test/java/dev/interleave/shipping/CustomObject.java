package dev.interleave.shipping;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// An object of a kind that operators install, of which Kubernetes' model classes know nothing: held against
/// the part of its definition that the chart makes use of.
///
/// @param content the document
record CustomObject(Map<?, ?> content) {

    /// The members that there may be, at each place; those of a list's elements are below `*`.
    private static final Map<String, Map<String, Set<String>>> DEFINITIONS = Map.of(
            "monitoring.coreos.com/v1 ServiceMonitor",
            Map.of(
                    "spec", Set.of("selector", "endpoints"),
                    "spec/selector", Set.of("matchLabels"),
                    "spec/endpoints/*", Set.of("port", "path", "interval", "authorization"),
                    "spec/endpoints/*/authorization", Set.of("type", "credentials"),
                    "spec/endpoints/*/authorization/credentials", Set.of("name", "key")),
            "monitoring.coreos.com/v1 PrometheusRule",
            Map.of(
                    "spec", Set.of("groups"),
                    "spec/groups/*", Set.of("name", "rules"),
                    "spec/groups/*/rules/*", Set.of("alert", "expr", "for", "labels", "annotations")),
            "gateway.networking.k8s.io/v1 HTTPRoute",
            Map.of(
                    "spec", Set.of("parentRefs", "hostnames", "rules"),
                    "spec/parentRefs/*", Set.of("name", "namespace", "sectionName"),
                    "spec/rules/*", Set.of("matches", "backendRefs"),
                    "spec/rules/*/matches/*", Set.of("path"),
                    "spec/rules/*/matches/*/path", Set.of("type", "value"),
                    "spec/rules/*/backendRefs/*", Set.of("name", "port")));

    /// @return itself
    CustomObject checked() {
        String type = content.get("apiVersion") + " " + content.get("kind");
        Map<String, Set<String>> definition = DEFINITIONS.get(type);
        if (definition == null) {
            throw new IllegalArgumentException("the chart should not render a " + type);
        }
        definition.forEach((place, members) -> check(content, List.of(place.split("/")), place, members));
        return this;
    }

    private static void check(Object at, List<String> way, String place, Set<String> members) {
        if (way.isEmpty()) {
            if (!(at instanceof Map<?, ?> map) || !members.containsAll(map.keySet())) {
                throw new IllegalArgumentException(place + " should have " + members + ", and is " + at);
            }
            return;
        }
        List<String> rest = way.subList(1, way.size());
        if (way.getFirst().equals("*") && at instanceof List<?> elements && !elements.isEmpty()) {
            elements.forEach(element -> check(element, rest, place, members));
        } else if (at instanceof Map<?, ?> map && map.containsKey(way.getFirst())) {
            check(Objects.requireNonNull(map.get(way.getFirst())), rest, place, members);
        } else {
            throw new IllegalArgumentException("nothing at " + place);
        }
    }
}
