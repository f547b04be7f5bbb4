package dev.holdfast.service.cli;

import dev.holdfast.reports.Visible;
import java.io.PrintStream;

/// Where a command's words go: results to standard output, everything else to standard error.
///
/// @param live  whether a person watches standard error, so that a line may be overwritten
/// @param color whether standard output understands colours
record Terminal(PrintStream out, PrintStream err, boolean live, boolean color) {
    /// The terminal of this process, as far as its environment tells.
    static Terminal ofProcess() {
        var interactive = System.console() != null && System.console().isTerminal();
        var plain = System.getenv("NO_COLOR") != null || System.getenv("CI") != null;
        return new Terminal(System.out, System.err, interactive && !plain, interactive && !plain);
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
        err.println(Visible.line(text));
        err.flush();
    }
}
