package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The service's own `logback.xml`, which tests replace by another.
final class LoggingTest {
    private static final int LINES = 20_000;

    @Test
    void stopsNobodyWhenNobodyReadsTheLog() throws Exception {
        var read = new CountDownLatch(1);
        var written = new CountDownLatch(LINES);
        var full = new OutputStream() {
            @Override
            public void write(int letter) {
                try {
                    read.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        var before = System.err;
        System.setErr(new PrintStream(full, true, StandardCharsets.UTF_8));
        var context = new LoggerContext();
        try {
            var joran = new JoranConfigurator();
            joran.setContext(context);
            joran.doConfigure(LoggingTest.class.getResource("/logback.xml"));
            Thread.ofVirtual().start(() -> {
                for (var i = 0; i < LINES; i++) {
                    context.getLogger("holdfast").warn("line {}", i);
                    written.countDown();
                }
            });

            assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            read.countDown();
            System.setErr(before);
            context.stop();
        }
    }
}
