package dev.interleave.access.key;

import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import dev.interleave.access.SecuritySettings;
import dev.interleave.access.SecuritySettings.ApiKeySetting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.stereotype.Component;

/// The configured API keys. Immutable.
@Component
public final class ConfiguredKeys {

    static final String PROPERTY = "interleave.security.api-keys";
    private static final Logger log = LoggerFactory.getLogger(ConfiguredKeys.class);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /// Shorter keys are accepted with a warning: an attacker could guess them.
    private static final int RECOMMENDED_LENGTH = 20;

    private record Entry(String sha256, Caller caller) {}

    private final List<Entry> entries = new ArrayList<>();

    ConfiguredKeys(SecuritySettings settings) {
        List<ApiKeySetting> keys = Objects.requireNonNullElse(settings.apiKeys(), List.of());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            String at = PROPERTY + "[" + i + "]";
            Entry entry = entry(keys.get(i), i, at);
            if (!seen.add(entry.sha256)) {
                throw invalid(at, "the same key is configured twice");
            }
            entries.add(entry);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean hasAdmin() {
        return entries.stream().anyMatch(entry -> entry.caller.role() == Role.ADMIN);
    }

    /// Compares with all keys, so that the time does not depend on which one matches.
    Optional<Caller> find(String sha256) {
        Optional<Caller> found = Optional.empty();
        for (Entry entry : entries) {
            if (ApiKeyFormat.isSame(entry.sha256, sha256)) {
                found = Optional.of(entry.caller);
            }
        }
        return found;
    }

    private static Entry entry(ApiKeySetting setting, int index, String at) {
        String name = Objects.requireNonNullElse(setting.name(), "");
        String owner = Objects.requireNonNullElse(setting.owner(), name);
        if (!ApiKey.isName(name) && !name.isEmpty()) {
            throw invalid(at + ".name", ApiKey.NAME_RULE);
        }
        if (!ApiKey.isName(owner) && !owner.isEmpty()) {
            throw invalid(at + ".owner", ApiKey.NAME_RULE);
        }
        Caller caller = new Caller(
                name.isEmpty() ? "configured-" + (index + 1) : name,
                owner,
                Objects.requireNonNullElse(setting.role(), Role.ADMIN));
        return new Entry(sha256(setting, at), caller);
    }

    private static String sha256(ApiKeySetting setting, String at) {
        @Nullable String hash = setting.sha256();
        @Nullable String key = setting.key();
        if (key != null && hash == null) {
            return hash(key.strip(), at);
        }
        if (hash != null && key == null) {
            String lower = hash.strip().toLowerCase(Locale.ROOT);
            if (SHA256.matcher(lower).matches()) {
                return lower;
            }
            throw invalid(at + ".sha256", "must be 64 hex digits");
        }
        throw invalid(at, "needs either key or sha256");
    }

    private static String hash(String key, String at) {
        if (!ApiKeyFormat.isUsable(key)) {
            throw invalid(at + ".key", "must be 1 to 512 visible ASCII characters");
        }
        if (key.length() < RECOMMENDED_LENGTH) {
            log.warn("The API key at {} is short; use at least {} random characters", at, RECOMMENDED_LENGTH);
        }
        return ApiKeyFormat.sha256(key);
    }

    /// Does not show the value, which may be a secret.
    private static InvalidConfigurationPropertyValueException invalid(String property, String reason) {
        return new InvalidConfigurationPropertyValueException(property, "(not shown)", reason);
    }
}
