package dev.holdfast.service.cli;

import dev.holdfast.reports.reading.Visible;
import dev.holdfast.reports.terminal.Screen;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a command's words go: results to standard output, everything else to standard error.
///
/// @param live   whether a person watches standard error, so that a line may be overwritten
/// @param screen what standard output can show
record Terminal(PrintStream out, PrintStream err, boolean live, Screen screen) {
    /// The terminal of this process, as far as its environment tells.
    static Terminal ofProcess() {
        var interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        var plain = System.getenv("NO_COLOR") != null || System.getenv("CI") != null;
        var unicode = System.out.charset().equals(StandardCharsets.UTF_8);
        return new Terminal(System.out, System.err, interactive && !plain, new Screen(interactive && !plain, unicode));
    }

    PrintWriter outWriter() {
        return new PrintWriter(out, true, out.charset());
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, err.charset());
    }

    /// A result, as the user asked for it.
    void print(String text) {
        out.print(text);
        out.flush();
    }

    /// One line of result.
    void line(String text) {
        out.println(text);
        out.flush();
    }

    /// A remark for people. What an agent or a file said in it stays text.
    void say(String text) {
        err.println(" ".repeat(text.length() - text.stripLeading().length()) + Visible.line(text));
        err.flush();
    }
}
