package dev.holdfast.schema.run;

import java.util.List;

/// The runs of one file, in the order in which they first appear.
///
/// @param notes what was read but not understood, such as keys that no version knows
public record Recording(List<Run> runs, List<String> notes) {
    public Recording {
        runs = List.copyOf(runs);
        notes = List.copyOf(notes);
    }
}
