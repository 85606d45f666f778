package dev.interleave.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;

/// Reads `RateLimit` and `RateLimit-Policy` as any client would: as lists of structured fields.
///
/// @param byName the parameters of each item, by its name
record RateLimits(Map<String, Map<String, Object>> byName) {

    static RateLimits of(Response answer, String header) {
        Map<String, Map<String, Object>> items = new LinkedHashMap<>();
        for (ListElement<?> element : Parser.parseList(Objects.requireNonNull(answer.header(header), header))
                .get()) {
            assertThat(element).isInstanceOf(StringItem.class);
            Map<String, Object> parameters = new LinkedHashMap<>();
            ((Parametrizable<?>) element)
                    .getParams()
                    .forEach((name, value) -> parameters.put(
                            name, value instanceof IntegerItem number ? number.get() : ((StringItem) value).get()));
            items.put(((StringItem) element).get(), parameters);
        }
        return new RateLimits(items);
    }

    static RateLimits policy(Response answer) {
        return of(answer, "RateLimit-Policy");
    }

    static RateLimits state(Response answer) {
        return of(answer, "RateLimit");
    }

    /// @return the parameters of an item
    Map<String, Object> of(String name) {
        assertThat(byName).containsKey(name);
        return Objects.requireNonNull(byName.get(name));
    }

    long number(String name, String parameter) {
        return (Long) Objects.requireNonNull(of(name).get(parameter), parameter);
    }
}
