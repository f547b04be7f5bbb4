package dev.holdfast.service.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What `verify` found out about a file.
///
/// @param key         that signed it, where it is good
/// @param leaf        of a log: the first that is not what was logged, where that can be told
/// @param checkpoints of a log: sizes of the older checkpoints that it was shown to continue
record Verified(
        String file, boolean valid, Optional<String> key, String message, OptionalLong leaf, List<Long> checkpoints) {
    Verified {
        checkpoints = List.copyOf(checkpoints);
    }

    static Verified good(String file, String key, String message, List<Long> checkpoints) {
        return new Verified(file, true, Optional.of(key), message, OptionalLong.empty(), checkpoints);
    }

    static Verified bad(String file, OptionalLong leaf, String message) {
        return new Verified(file, false, Optional.empty(), message, leaf, List.of());
    }

    void tell(Terminal terminal) {
        if (valid) {
            terminal.line(message);
        } else {
            terminal.say(message);
        }
    }
}
