package dev.holdfast.service.schedule;

import dev.holdfast.harness.replay.SuiteRunner;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The shards that this node is making, so that they can be asked to stop.
@Singleton
final class Runners {
    private final Set<SuiteRunner> running = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    Runners() {}

    void begin(SuiteRunner runner) {
        running.add(runner);
        if (stopped) {
            runner.close();
        }
    }

    void end(SuiteRunner runner) {
        running.remove(runner);
    }

    /// No replay is begun any more; those in flight have a grace to finish.
    void stop() {
        stopped = true;
        running.forEach(SuiteRunner::close);
    }
}
