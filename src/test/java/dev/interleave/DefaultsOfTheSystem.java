package dev.interleave;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.text.DateFormat;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.TimeZone;

/// The calls whose result depends on the default locale, charset or time zone of the process.
final class DefaultsOfTheSystem {

    private record Call(Class<?> owner, String method, List<Class<?>> parameters) {

        boolean isMadeBy(JavaAccess<?> access) {
            return access.getTargetOwner().isEquivalentTo(owner)
                    && access.getName().equals(method)
                    && access.getTarget().getFullName().endsWith("(" + String.join(", ", parameterNames()) + ")");
        }

        private List<String> parameterNames() {
            return parameters.stream().map(Class::getName).toList();
        }
    }

    private static final String CONSTRUCTOR = "<init>";

    private static final List<Call> CALLS = List.of(
            call(String.class, "formatted", Object[].class),
            call(String.class, "format", String.class, Object[].class),
            call(String.class, "toLowerCase"),
            call(String.class, "toUpperCase"),
            call(String.class, "getBytes"),
            call(String.class, CONSTRUCTOR, byte[].class),
            call(String.class, CONSTRUCTOR, byte[].class, int.class, int.class),
            call(java.io.PrintStream.class, "printf", String.class, Object[].class),
            call(java.io.PrintStream.class, "format", String.class, Object[].class),
            call(java.io.PrintWriter.class, "printf", String.class, Object[].class),
            call(java.io.PrintWriter.class, "format", String.class, Object[].class),
            call(java.io.InputStreamReader.class, CONSTRUCTOR, InputStream.class),
            call(java.io.OutputStreamWriter.class, CONSTRUCTOR, OutputStream.class),
            call(java.io.FileReader.class, CONSTRUCTOR, String.class),
            call(java.io.FileReader.class, CONSTRUCTOR, java.io.File.class),
            call(java.io.FileWriter.class, CONSTRUCTOR, String.class),
            call(java.io.FileWriter.class, CONSTRUCTOR, java.io.File.class),
            call(java.io.ByteArrayOutputStream.class, "toString"),
            call(Formatter.class, CONSTRUCTOR),
            call(Formatter.class, CONSTRUCTOR, Appendable.class),
            call(Scanner.class, CONSTRUCTOR, InputStream.class),
            call(Scanner.class, CONSTRUCTOR, String.class),
            call(MessageFormat.class, CONSTRUCTOR, String.class),
            call(MessageFormat.class, "format", String.class, Object[].class),
            call(NumberFormat.class, "getInstance"),
            call(NumberFormat.class, "getIntegerInstance"),
            call(NumberFormat.class, "getNumberInstance"),
            call(NumberFormat.class, "getPercentInstance"),
            call(DecimalFormat.class, CONSTRUCTOR),
            call(DecimalFormat.class, CONSTRUCTOR, String.class),
            call(DateFormat.class, "getDateTimeInstance"),
            call(SimpleDateFormat.class, CONSTRUCTOR, String.class),
            call(DateTimeFormatter.class, "ofPattern", String.class),
            call(Calendar.class, "getInstance"),
            call(Locale.class, "getDefault"),
            call(Charset.class, "defaultCharset"),
            call(ZoneId.class, "systemDefault"),
            call(TimeZone.class, "getDefault"));

    private DefaultsOfTheSystem() {}

    /// @return holds for a class that makes at least one of the calls
    static ArchCondition<JavaClass> callMethods() {
        return new ArchCondition<>("depend on the default locale, charset or time zone") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (CALLS.stream().anyMatch(call -> call.isMadeBy(access))) {
                        events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private static Call call(Class<?> owner, String method, Class<?>... parameters) {
        return new Call(owner, method, List.of(parameters));
    }
}
