/// What this service has done and is doing, in numbers: for the dashboard, and for whoever else looks.
///
/// [Figures] puts together what the rooms tell of themselves; [Feed] hands it to all who listen, made once for
/// all of them; [FigureRecorder] keeps a row every half minute, so that a restart does not forget the last
/// hours. `figures.jdbc` keeps those, `figures.web` is the HTTP door.
@ApplicationModule(
        displayName = "Figures",
        allowedDependencies = {"execution", "job", "rest", "store"})
@NullMarked
package dev.interleave.figures;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
