package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreLocationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:sqlite:file:/a/100%25 %3f/interleave.db?journal_mode=WAL | the SQLite file /a/100% ?/interleave.db",
                "jdbc:sqlite:b.db | the SQLite file b.db",
                "jdbc:postgresql://db.example.com/interleave | the database interleave of PostgreSQL on db.example.com",
                "jdbc:postgresql://a:1,b:2/jobs?user=me&password=secret | the database jobs of PostgreSQL on a:1,b:2",
                "jdbc:postgresql://me:secret@db/jobs | the database jobs of PostgreSQL on db",
                "jdbc:postgresql://[::1]:5432/jobs | the database jobs of PostgreSQL on [::1]:5432",
                "jdbc:postgresql:jobs | the database jobs of PostgreSQL on localhost",
                "jdbc:postgresql://db/?password=secret | the default database of PostgreSQL on db",
                "jdbc:postgresql://db?password=secret | the default database of PostgreSQL on db",
            })
    void namesTheDatabaseWithoutCredentials(String url, String description) {
        assertThat(new StoreLocation(url).describe()).isEqualTo(description).doesNotContain("secret");
    }
}
