package dev.holdfast.service.cli;

import dev.holdfast.harness.replay.Progress;
import dev.holdfast.reports.reading.Figures;

/// Shows how far a run is: one line that moves on a terminal, a plain line for every tenth elsewhere.
final class ProgressLine implements Progress {
    private static final int TENTHS = 10;

    private final Terminal terminal;
    private final String run;
    private int shown = -1;

    ProgressLine(Terminal terminal, String run) {
        this.terminal = terminal;
        this.run = run;
    }

    @Override
    public void moved(int done, int failed, int total) {
        var steps = terminal.live() ? 100 : TENTHS;
        var step = total == 0 ? steps : (int) ((long) done * steps / total);
        if (step != shown) {
            shown = step;
            show(done, failed, total);
        }
    }

    private void show(int done, int failed, int total) {
        var text = "%s: %s of %s replays%s"
                .formatted(
                        run,
                        Figures.count(done),
                        Figures.count(total),
                        failed > 0 ? ", " + Figures.count(failed) + " failed" : "");
        if (terminal.live()) {
            terminal.err().print("\r\033[K" + text);
            terminal.err().flush();
        } else {
            terminal.say(text);
        }
    }

    /// Leaves the moving line behind.
    void end() {
        if (terminal.live()) {
            terminal.err().print("\r\033[K");
            terminal.err().flush();
        }
    }
}
