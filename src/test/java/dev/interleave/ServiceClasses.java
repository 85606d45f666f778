package dev.interleave;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/// The classes of the service, read once for all tests that examine them.
public final class ServiceClasses {

    static final String BASE = "dev.interleave";

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private ServiceClasses() {}

    /// @return all classes of the service, without those of its tests
    public static JavaClasses all() {
        return ALL;
    }
}
