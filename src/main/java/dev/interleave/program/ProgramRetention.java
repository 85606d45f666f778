package dev.interleave.program;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Deletes sources that nothing refers to.
@Component
class ProgramRetention {

    private static final Logger log = LoggerFactory.getLogger(ProgramRetention.class);

    private final ProgramSourceStore sources;

    ProgramRetention(ProgramSourceStore sources) {
        this.sources = sources;
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 60_000)
    void deleteUnused() {
        try {
            sources.deleteUnused();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Could not delete unused programs; retrying: {}", e.toString());
        }
    }
}
