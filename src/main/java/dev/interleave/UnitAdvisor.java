package dev.interleave;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/// Rejects durations and sizes that are positive numbers without a unit, which Spring would read as milliseconds and
/// bytes. Settings of Spring that declare another unit keep it. Stateless and thread-safe.
@Component
final class UnitAdvisor implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final Pattern WITHOUT_UNIT = Pattern.compile("\\+?0*[1-9][0-9]*");

    private final Environment environment;

    UnitAdvisor(Environment environment) {
        this.environment = environment;
    }

    @Override
    public BindHandler apply(BindHandler parent) {
        return new AbstractBindHandler(parent) {
            @Override
            public @Nullable Object onSuccess(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                ConfigurationProperty property = context.getConfigurationProperty();
                if (result instanceof Duration
                        && property != null
                        && target.getAnnotation(DurationUnit.class) == null) {
                    check(name, property.getValue(), "A duration needs a unit, such as %1$ss, %1$sm, %1$sh or %1$sd.");
                }
                if (result instanceof DataSize
                        && property != null
                        && target.getAnnotation(DataSizeUnit.class) == null) {
                    check(name, property.getValue(), "A size needs a unit, such as %1$sKB, %1$sMB or %1$sGB.");
                }
                return super.onSuccess(name, target, context, result);
            }
        };
    }

    private void check(ConfigurationPropertyName name, Object value, String reason) {
        String text = environment.resolvePlaceholders(value.toString()).strip();
        if (WITHOUT_UNIT.matcher(text).matches()) {
            throw new InvalidConfigurationPropertyValueException(
                    name.toString(), value, String.format(Locale.ROOT, reason, text));
        }
    }
}
