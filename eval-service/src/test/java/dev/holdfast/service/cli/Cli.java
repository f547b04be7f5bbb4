package dev.holdfast.service.cli;

import dev.holdfast.reports.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// The command line, as a process would run it, with what it printed.
record Cli(int code, String out, String err) {
    /// @param home where keys are kept, so that no test touches the user's own
    static Cli run(Path home, String... arguments) {
        return run(home, Map.of(), arguments);
    }

    static Cli run(Path home, Map<String, String> environment, String... arguments) {
        return run(InstantSource.system(), home, environment, arguments);
    }

    static Cli run(InstantSource clock, Path home, Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var all = new HashMap<>(environment);
        all.put("HOLDFAST_HOME", home.toString());
        all.put("HOLDFAST_DEBUG", "1");
        var terminal = new Terminal(stream(out), stream(err), false, Screen.LOG);
        var code = Main.commandLine(new Host(terminal, all, clock)).execute(arguments);
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
