package dev.holdfast.service.cli;

/// Only the service writes a log; every other command says what it has to say itself.
final class Logging {
    private static final String PROVIDER = "slf4j.provider";

    private Logging() {}

    /// Must come before anything that could log.
    static void choose(String... arguments) {
        if (System.getProperty(PROVIDER) == null) {
            var serves = arguments.length > 0 && arguments[0].equals("serve");
            System.setProperty(
                    PROVIDER,
                    serves ? "ch.qos.logback.classic.spi.LogbackServiceProvider" : "org.slf4j.nop.NOPServiceProvider");
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
    }
}
